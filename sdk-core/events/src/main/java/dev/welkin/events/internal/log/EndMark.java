package dev.welkin.events.internal.log;

import dev.welkin.spi.PrivateFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A small file beside the segments: how far the topic reached when it was closed. A topic that ends before has lost
 * what was promised, which the segments alone could not tell from a crash.
 */
final class EndMark {
    private static final String FILE = "end";

    private EndMark() {}

    static void write(PrivateFolder folder, long end) throws IOException {
        try (FileChannel file = folder.file(FILE, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(Long.BYTES).putLong(end).flip(), 0);
            file.force(true);
        }
    }

    /** Returns true if the topic was closed where it ends now; CORRUPTED if it has lost something since. */
    static boolean check(PrivateFolder folder, Segment last) throws IOException {
        Path path = folder.resolve(FILE);
        if (!Files.exists(path) || Files.size(path) != Long.BYTES) {
            return false;
        }
        long end = ByteBuffer.wrap(Files.readAllBytes(path)).getLong();
        if (last.end() < end) {
            throw LogFiles.corrupted(
                    last.path,
                    last.bytes(),
                    "whole records end before offset " + last.end() + ", but " + end
                            + " were stored when it was closed");
        }
        return last.end() == end;
    }
}
