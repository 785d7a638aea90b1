package dev.welkin.storage;

import dev.welkin.Secret;
import dev.welkin.storage.internal.crypto.LocalKeys;
import java.util.Map;

/**
 * Wraps the data keys of {@link Bucket#encrypted}: each write has a fresh one, and only its wrapped form is stored.
 * Implementations are safe for use by several threads.
 */
public interface KeyProvider {
    /**
     * Wraps a data key.
     *
     * @param dataKey 32 bytes; the caller erases them, so copy what is to be kept
     * @return a text of at most 512 printable ASCII characters that {@link #unwrap} understands, now and after the
     *     wrapping key was rotated
     * @throws dev.welkin.CloudException if the key service fails
     */
    String wrap(byte[] dataKey);

    /**
     * Unwraps a data key.
     *
     * @param wrapped what {@link #wrap} returned
     * @return the 32 bytes; the caller's own
     * @throws dev.welkin.CloudException CORRUPTED if it was altered, PERMISSION_DENIED if its wrapping key is not known
     *     here; or if the key service fails
     */
    byte[] unwrap(String wrapped);

    /**
     * Makes a provider of one wrapping key that the program holds.
     *
     * @param id the key's name, of 1 to 64 letters, digits, {@code -} and {@code _}; stored with every object
     * @param key 32 random bytes in Base64, as {@code openssl rand -base64 32} prints them
     * @return the provider
     * @throws dev.welkin.CloudException INVALID_ARGUMENT if the id or the key does not fit
     */
    static KeyProvider local(String id, Secret key) {
        return new LocalKeys(id, Map.of(id, key));
    }

    /**
     * Makes a provider of several wrapping keys: new objects use one, old objects the one they were written with.
     *
     * @param current the name of the key for new objects
     * @param keys all keys by name, in the form that {@link #local(String, Secret)} takes
     * @return the provider
     * @throws dev.welkin.CloudException INVALID_ARGUMENT if a name or a key does not fit, or the current one is missing
     */
    static KeyProvider local(String current, Map<String, Secret> keys) {
        return new LocalKeys(current, keys);
    }
}
