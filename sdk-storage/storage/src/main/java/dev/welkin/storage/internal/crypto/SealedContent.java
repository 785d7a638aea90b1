package dev.welkin.storage.internal.crypto;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.internal.Contents;
import dev.welkin.storage.spi.ObjectContent;
import java.io.IOException;
import java.io.InputStream;

/** Plain content as sealed frames. Opened twice it gives different bytes, as its nonces are random. */
final class SealedContent implements ObjectContent {
    /** Below, the frames are made once and stay the same, for drivers that hash before they send. */
    private static final long KEPT_BYTES = 16L << 20;

    private final ObjectContent text;
    private final Frames frames;
    private final long firstFrame;
    private final boolean withEnd;

    private SealedContent(ObjectContent text, Frames frames, long firstFrame, boolean withEnd) {
        this.text = text;
        this.frames = frames;
        this.firstFrame = firstFrame;
        this.withEnd = withEnd;
    }

    static ObjectContent of(ObjectContent text, Frames frames, long firstFrame, boolean withEnd) {
        SealedContent sealed = new SealedContent(text, frames, firstFrame, withEnd);
        return text.sizeBytes() >= 0 && text.sizeBytes() <= KEPT_BYTES ? sealed.kept() : sealed;
    }

    @Override
    public long sizeBytes() {
        return text.sizeBytes() < 0 ? -1 : Frames.sealedBytes(text.sizeBytes()) + (withEnd ? Frames.END_BYTES : 0);
    }

    @Override
    public InputStream open() {
        return new SealingStream(text.open(), frames, firstFrame, withEnd);
    }

    @Override
    public boolean repeatable() {
        return text.repeatable();
    }

    private ObjectContent kept() {
        try (InputStream in = open()) {
            return Contents.of(in.readAllBytes());
        } catch (IOException e) {
            throw CloudException.of(ErrorCode.INTERNAL, "Content gave an IOException: " + e, e);
        }
    }
}
