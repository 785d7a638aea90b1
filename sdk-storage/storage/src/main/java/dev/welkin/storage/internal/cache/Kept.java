package dev.welkin.storage.internal.cache;

import dev.welkin.storage.ByteRange;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.spi.ObjectBody;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;

/** An open file of the cache, whose content was found to be whole; it stays readable when it is dropped meanwhile. */
record Kept(ObjectInfo info, FileChannel channel) {
    /** Gives a range; closing its stream closes the file. */
    ObjectBody body(ByteRange range) throws IOException {
        ByteRange.Span span = range.in(info.sizeBytes());
        channel.position(span.offset());
        return new ObjectBody(info, span, Channels.newInputStream(channel), null);
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // it was only read
            return;
        }
    }
}
