package dev.welkin.storage.spi;

/**
 * Names one write, so that it can be found out later whether it took effect.
 *
 * @param key where it writes
 * @param marker a random text, the same for every attempt of one write and different for every other write
 */
public record WriteId(String key, String marker) {
    /**
     * Returns this id under another key, as decorators need it.
     *
     * @param value the key
     * @return a new id
     */
    public WriteId withKey(String value) {
        return new WriteId(value, marker);
    }
}
