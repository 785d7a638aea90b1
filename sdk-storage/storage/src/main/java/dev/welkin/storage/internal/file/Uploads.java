package dev.welkin.storage.internal.file;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.PrivateFolder;
import dev.welkin.spi.Shown;
import dev.welkin.storage.UploadedPart;
import dev.welkin.storage.spi.ObjectContent;
import dev.welkin.storage.spi.PartRequest;
import dev.welkin.storage.spi.Upload;
import dev.welkin.storage.spi.UploadRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Writes in parts that are under way: a folder each, with a file for its key and one for each part. Another process can
 * go on with one. What nobody has touched for {@link #SAFE_AGE} is removed.
 */
final class Uploads {
    /** Seven days, as the stores of the great providers are often set up. */
    static final Duration SAFE_AGE = Duration.ofDays(7);

    private static final String FOLDER = KeyPaths.INTERNAL + "/uploads";
    private static final String KEY = "key";
    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

    private final PrivateFolder root;
    private final Durability durability;

    Uploads(PrivateFolder root, Durability durability) {
        this.root = root;
        this.durability = durability;
    }

    Upload start(UploadRequest request) throws IOException {
        String id = UUID.randomUUID().toString();
        PrivateFolder folder = root.folder(FOLDER + "/" + id);
        try (FileChannel file = folder.file(KEY, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            write(ByteBuffer.wrap(request.id().key().getBytes(StandardCharsets.UTF_8)), file);
        }
        return new Upload(request.id().key(), id);
    }

    /** Writes a part beside and renames it, so that one sent again replaces it whole. */
    UploadedPart add(PartRequest request) throws IOException {
        PrivateFolder folder = require(request.upload());
        String name = UUID.randomUUID() + ".new";
        Path draft = folder.resolve(name);
        try (InputStream in = request.content().open();
                FileChannel out = folder.file(name, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            byte[] buffer = new byte[64 << 10];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                write(ByteBuffer.wrap(buffer, 0, count), out);
            }
            durability.sync(out);
            Files.move(draft, folder.resolve(part(request.number())), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
        long size = Files.size(folder.resolve(part(request.number())));
        return new UploadedPart(request.number(), size, part(request.number()));
    }

    /** All parts as one content, checked against what is listed. */
    ObjectContent content(Upload upload, Iterable<UploadedPart> parts) throws IOException {
        PrivateFolder folder = require(upload);
        java.util.List<Path> files = new java.util.ArrayList<>();
        long size = 0;
        for (UploadedPart part : parts) {
            Path file = folder.resolve(part(part.number()));
            if (!Files.exists(file) || Files.size(file) != part.sizeBytes()) {
                throw CloudException.of(
                        ErrorCode.INVALID_ARGUMENT, "Part " + part.number() + " was not sent as it is listed");
            }
            files.add(file);
            size += part.sizeBytes();
        }
        return new JoinedFiles(files, size);
    }

    void remove(Upload upload) throws IOException {
        if (ID.matcher(upload.id()).matches()) {
            remove(root.resolve(FOLDER + "/" + upload.id()));
        }
    }

    /** Removes what was given up without a word. */
    void clean() throws IOException {
        Path folder = root.resolve(FOLDER);
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Instant before = Instant.now().minus(SAFE_AGE);
        try (DirectoryStream<Path> uploads = Files.newDirectoryStream(folder)) {
            for (Path upload : uploads) {
                if (Files.getLastModifiedTime(upload, LinkOption.NOFOLLOW_LINKS)
                        .toInstant()
                        .isBefore(before)) {
                    remove(upload);
                }
            }
        }
    }

    private static void remove(Path upload) throws IOException {
        if (!Files.isDirectory(upload, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(upload)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(upload);
    }

    private PrivateFolder require(Upload upload) throws IOException {
        Path key = root.resolve(FOLDER + "/" + upload.id() + "/" + KEY);
        boolean there = ID.matcher(upload.id()).matches()
                && Files.exists(key)
                && Files.readString(key).equals(upload.key());
        if (!there) {
            throw CloudException.builder(
                            ErrorCode.NOT_FOUND,
                            "There is no upload of '" + Shown.of(upload.key())
                                    + "' under this id; it was completed or given up")
                    .reason("upload_missing")
                    .build();
        }
        return root.folder(FOLDER + "/" + upload.id());
    }

    private static String part(int number) {
        return "part-" + number;
    }

    private static void write(ByteBuffer bytes, FileChannel out) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }
}
