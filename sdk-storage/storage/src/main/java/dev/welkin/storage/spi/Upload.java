package dev.welkin.storage.spi;

/**
 * A write in parts that was begun.
 *
 * @param key where it writes
 * @param id the backend's own text; another process can go on with it
 */
public record Upload(String key, String id) {
    /**
     * Returns this upload under another key, as decorators need it.
     *
     * @param value the key
     * @return a new upload
     */
    public Upload withKey(String value) {
        return new Upload(value, id);
    }
}
