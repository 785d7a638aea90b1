package dev.welkin.storage;

import dev.welkin.Capabilities;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import dev.welkin.storage.internal.Contents;

/**
 * A write in parts. Nothing is visible before {@link #complete}; closing it before gives it up and frees its parts.
 * Parts may be sent by several threads, in any order; one sent again replaces the one of its number. A backend with the
 * limit {@code parallelParts} of 1 (Google Cloud Storage) takes them in order, one after the other, each once.
 *
 * <pre>{@code
 * try (MultipartUpload upload = bucket.startUpload("big.bin", PutOptions.defaults())) {
 *     upload.send(1, first); // exactly upload.partBytes() long
 *     upload.send(2, rest);
 *     upload.complete();
 * }
 * }</pre>
 */
public final class MultipartUpload implements AutoCloseable {
    private final PartsUpload upload;
    private final long maxParts;
    private final boolean inOrder;

    MultipartUpload(PartsUpload upload, Capabilities capabilities) {
        this.upload = upload;
        this.maxParts = PartSizes.maxParts(capabilities);
        this.inOrder = PartSizes.parallel(capabilities, Integer.MAX_VALUE) == 1;
    }

    /**
     * Returns how long every part but the last must be.
     *
     * @return bytes
     */
    public long partBytes() {
        return upload.partBytes();
    }

    /**
     * Sends one part, and waits until it is stored.
     *
     * @param number from 1 on
     * @param content {@link #partBytes} bytes, or at least one for the last part; not copied: leave them alone until
     *     this returns
     * @throws CloudException INVALID_ARGUMENT for a number or a length that cannot be; NOT_FOUND (reason
     *     {@code upload_missing}) if the upload was given up elsewhere
     */
    public void send(int number, byte[] content) {
        if (number < 1 || number > maxParts) {
            throw bad("A part's number is from 1 to " + maxParts + ", not " + number);
        }
        if (content.length == 0 || content.length > upload.partBytes()) {
            throw bad("Part " + number + " has " + content.length + " bytes; every part has " + upload.partBytes()
                    + ", the last one may have less, but not 0");
        }
        if (inOrder && number != upload.parts().size() + 1) {
            throw bad(
                    "Part " + number + " is not the next one: this backend takes parts in order, each once; send part "
                            + (upload.parts().size() + 1));
        }
        upload.add(upload.send(number, Contents.of(content)));
    }

    /**
     * Makes the object visible: all parts in the order of their numbers.
     *
     * @return the new version
     * @throws CloudException INVALID_ARGUMENT if a part is missing, or one but the last is short; ALREADY_EXISTS or
     *     PRECONDITION_FAILED for a condition; AMBIGUOUS if the reply was lost and the outcome cannot be found out
     */
    public ObjectInfo complete() {
        int expected = 1;
        for (UploadedPart part : upload.parts()) {
            if (part.number() != expected) {
                throw bad("Part " + expected + " of '" + Shown.of(upload.key()) + "' was not sent");
            }
            if (expected < upload.parts().size() && part.sizeBytes() != upload.partBytes()) {
                throw bad("Part " + expected + " has " + part.sizeBytes() + " bytes and is not the last: send it with "
                        + upload.partBytes());
            }
            expected++;
        }
        if (expected == 1) {
            throw bad("No part of '" + Shown.of(upload.key()) + "' was sent; put() writes an empty object");
        }
        return upload.complete();
    }

    /** Gives the upload up, unless it was completed. */
    @Override
    public void close() {
        upload.close();
    }

    private static CloudException bad(String message) {
        return CloudException.builder(ErrorCode.INVALID_ARGUMENT, message)
                .reason("part")
                .build();
    }
}
