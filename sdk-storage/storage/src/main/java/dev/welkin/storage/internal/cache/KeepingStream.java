package dev.welkin.storage.internal.cache;

import dev.welkin.storage.spi.ObjectBody;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A stream that is written to a draft while it is read; a draft that is not whole at the end is thrown away. */
final class KeepingStream extends FilterInputStream {
    private static final Logger LOG = LoggerFactory.getLogger(KeepingStream.class);

    private final ObjectBody body;
    private final Path draft;
    private final DiskCache cache;
    private final CRC32C crc = new CRC32C();
    private @Nullable FileChannel channel;
    private long written;

    KeepingStream(ObjectBody body, Path draft, DiskCache cache) throws IOException {
        super(body.stream());
        this.body = body;
        this.draft = draft;
        this.cache = cache;
        this.channel = FileChannel.open(draft, StandardOpenOption.WRITE);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = super.read(into, offset, length);
        if (count > 0 && channel != null) {
            write(into, offset, count);
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        end(written == body.info().sizeBytes());
        super.close();
    }

    private void write(byte[] bytes, int offset, int count) {
        crc.update(bytes, offset, count);
        written += count;
        ByteBuffer piece = ByteBuffer.wrap(bytes, offset, count);
        try {
            while (channel != null && piece.hasRemaining()) {
                channel.write(piece);
            }
        } catch (IOException e) {
            LOG.warn("An object is not cached: {}", e.toString());
            end(false);
        }
    }

    /** Hands the draft to the cache, or throws it away. A caller's read never fails for it. */
    private void end(boolean whole) {
        FileChannel open = channel;
        if (open == null) {
            return;
        }
        channel = null;
        try (open) {
            if (whole) {
                cache.keep(draft, new Footer(body.info(), (int) crc.getValue()), open);
            }
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            LOG.warn("An object is not cached: {}", e.toString());
        }
    }
}
