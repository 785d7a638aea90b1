package dev.welkin.storage;

/**
 * Where a copy goes.
 *
 * @param key the new key
 * @param mode what must be there before; by default anything
 */
public record Destination(String key, PutMode mode) {
    /** Checks the key. */
    public Destination {
        ObjectKey.check(key);
    }

    /**
     * Names a key of the same bucket, to be written over whatever is there.
     *
     * @param key the new key
     * @return the destination
     */
    public static Destination key(String key) {
        return new Destination(key, PutMode.overwrite());
    }

    /**
     * Returns this destination with another mode.
     *
     * @param value what must be there before
     * @return a new destination
     */
    public Destination withMode(PutMode value) {
        return new Destination(key, value);
    }
}
