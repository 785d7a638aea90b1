package dev.welkin.compute.internal.local;

import dev.welkin.compute.LogLine;
import dev.welkin.compute.spi.Place.PlacedFile;
import dev.welkin.compute.spi.TaskId;
import dev.welkin.spi.PrivateFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The folder of one attempt: what it printed, its exit code, and {@code files}, which is the program's own. */
record WorkFolder(Path path) {
    private static final String FILES = "files";

    static WorkFolder of(PrivateFolder work, TaskId task) {
        return new WorkFolder(work.resolve(task.job() + "." + task.attempt()));
    }

    void create() throws IOException {
        PrivateFolder own = PrivateFolder.open(path);
        own.folder(FILES);
        for (LogLine.Source source : LogLine.Source.values()) {
            own.file(name(source), StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                    .close();
        }
    }

    boolean exists() {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    Path files() {
        return path.resolve(FILES);
    }

    Path log(LogLine.Source source) {
        return path.resolve(name(source));
    }

    private static String name(LogLine.Source source) {
        return source.name().toLowerCase(Locale.ROOT);
    }

    Path exitFile() {
        return path.resolve(Supervisor.EXIT_FILE);
    }

    /** The exit code that the supervisor wrote; it appears whole, by a rename. */
    OptionalInt exitCode() {
        try {
            String text = Files.readString(exitFile()).strip();
            return text.matches("\\d{1,9}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
        } catch (IOException none) {
            return OptionalInt.empty();
        }
    }

    Optional<byte[]> readLog(LogLine.Source source, long offset, int maxBytes) throws IOException {
        try (FileChannel channel = FileChannel.open(log(source), StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.max(0, Math.min(maxBytes, channel.size() - offset)));
            while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) >= 0) {
                // read until the buffer is full or the file ends
            }
            return Optional.of(Arrays.copyOf(buffer.array(), buffer.position()));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    void put(String file, InputStream content) throws IOException {
        PrivateFolder files = PrivateFolder.open(files());
        int slash = file.lastIndexOf('/');
        if (slash > 0) {
            files.folder(file.substring(0, slash));
        }
        try (OutputStream out =
                Channels.newOutputStream(files.file(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
            content.transferTo(out);
        }
    }

    InputStream read(String file) throws IOException {
        return Files.newInputStream(PrivateFolder.open(files()).resolve(file), LinkOption.NOFOLLOW_LINKS);
    }

    List<PlacedFile> list() throws IOException {
        List<PlacedFile> found = new ArrayList<>();
        Files.walkFileTree(files(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    String relative = files().relativize(file).toString().replace('\\', '/');
                    found.add(new PlacedFile(relative, attributes.size()));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    void delete() throws IOException {
        if (!exists()) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
