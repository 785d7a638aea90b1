package dev.welkin.storage.internal.crypto;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.spi.Upload;

/**
 * An upload with what encryption must know of it, all in its id so that another process can go on.
 *
 * @param inner the upload below
 * @param wrapped its data key, wrapped
 * @param partBytes the size of every plain part but the last
 */
record SealedUpload(Upload inner, String wrapped, long partBytes) {
    private static final String SEPARATOR = " ";

    Upload outward() {
        return new Upload(inner.key(), partBytes + SEPARATOR + wrapped + SEPARATOR + inner.id());
    }

    static SealedUpload of(Upload upload) {
        String[] parts = upload.id().split(SEPARATOR, 3);
        if (parts.length < 3) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT, "This upload was not begun through an encrypted bucket");
        }
        return new SealedUpload(new Upload(upload.key(), parts[2]), parts[1], Long.parseLong(parts[0]));
    }
}
