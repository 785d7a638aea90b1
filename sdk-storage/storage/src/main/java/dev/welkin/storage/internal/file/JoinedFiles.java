package dev.welkin.storage.internal.file;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.spi.ObjectContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;

/** Several files, one behind the other; each is opened when its turn comes. */
record JoinedFiles(List<Path> files, long sizeBytes) implements ObjectContent {
    @Override
    @SuppressWarnings("JdkObsolete") // what a SequenceInputStream takes
    public InputStream open() {
        Iterator<Path> next = files.iterator();
        return new SequenceInputStream(new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return next.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return open(next.next());
            }
        });
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    private static InputStream open(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw CloudException.of(ErrorCode.UNAVAILABLE, "A part cannot be read again: " + e, e);
        }
    }
}
