package dev.welkin.storage.spi;

/**
 * One part of a write. A part sent again replaces the one of the same number.
 *
 * @param upload what it belongs to
 * @param number from 1 on
 * @param offset where the part begins in the object
 * @param content the bytes, of known size and repeatable
 */
public record PartRequest(Upload upload, int number, long offset, ObjectContent content) {
    /**
     * Returns this request under another key, as decorators need it.
     *
     * @param value the key
     * @return a new request
     */
    public PartRequest withKey(String value) {
        return new PartRequest(upload.withKey(value), number, offset, content);
    }
}
