package dev.welkin.ai.models;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.internal.saved.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Compares a file's bytes with what its manifest says. */
final class FileCheck {
    private static final int BUFFER_BYTES = 64 * 1024;

    private FileCheck() {}

    /** Copies a file, stopping at the first byte too many; CORRUPTED if size or SHA-256 differ. */
    static void copy(InputStream in, OutputStream out, ModelFile file, String where) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[BUFFER_BYTES];
        long size = 0;
        for (int n = in.read(buffer); n >= 0 && size <= file.sizeBytes(); n = in.read(buffer)) {
            digest.update(buffer, 0, n);
            out.write(buffer, 0, n);
            size += n;
        }
        require(file, where, size, Sha256.hex(digest.digest()));
    }

    /** Checks bytes in memory. */
    static byte[] require(byte[] bytes, ModelFile file, String where) {
        require(file, where, bytes.length, Sha256.of(bytes));
        return bytes;
    }

    private static void require(ModelFile file, String where, long size, String sha256) {
        if (size != file.sizeBytes() || !sha256.equals(file.sha256())) {
            String found = size > file.sizeBytes() ? "more" : size + " with SHA-256 " + sha256;
            throw CloudException.builder(
                            ErrorCode.CORRUPTED,
                            "'" + where + "' is not the file that was published: the manifest says " + file.sizeBytes()
                                    + " bytes with SHA-256 " + file.sha256() + ", there are " + found
                                    + ". Nothing was loaded; publish the model again, or roll the alias back.")
                    .reason("sha256")
                    .resource(where)
                    .build();
        }
    }
}
