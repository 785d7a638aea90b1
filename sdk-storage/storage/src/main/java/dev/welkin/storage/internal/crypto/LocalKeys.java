package dev.welkin.storage.internal.crypto;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.spi.Shown;
import dev.welkin.storage.KeyProvider;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.crypto.AEADBadTagException;
import javax.crypto.SecretKey;

/** Wrapping keys that the program holds. A wrapped key is {@code name.base64url}. */
public final class LocalKeys implements KeyProvider {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final String current;
    private final Map<String, SecretKey> keys = new TreeMap<>();

    /** Reads the keys. */
    public LocalKeys(String current, Map<String, Secret> keys) {
        this.current = current;
        keys.forEach((id, key) -> this.keys.put(checked(id), read(id, key)));
        if (!this.keys.containsKey(current)) {
            throw bad("There is no key '" + Shown.of(current) + "' among those given: " + this.keys.keySet());
        }
    }

    @Override
    public String wrap(byte[] dataKey) {
        SecretKey key = known(current);
        byte[] sealed = Gcm.seal(key, current.getBytes(StandardCharsets.UTF_8), dataKey, 0, dataKey.length);
        return current + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    @Override
    public byte[] unwrap(String wrapped) {
        int dot = wrapped.indexOf('.');
        String id = wrapped.substring(0, Math.max(0, dot));
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(wrapped.substring(dot + 1));
            return Gcm.open(known(id), id.getBytes(StandardCharsets.UTF_8), sealed, 0, sealed.length);
        } catch (AEADBadTagException | IllegalArgumentException e) {
            throw CloudException.of(
                    ErrorCode.CORRUPTED,
                    "The data key was altered, or wrapped with another key named '" + Shown.of(id) + "'",
                    e);
        }
    }

    private SecretKey known(String id) {
        SecretKey key = keys.get(id);
        if (key == null) {
            throw CloudException.of(
                    ErrorCode.PERMISSION_DENIED,
                    "The object is encrypted with the key '" + Shown.of(id) + "', which is not among those given: "
                            + keys.keySet());
        }
        return key;
    }

    private static String checked(String id) {
        if (!NAME.matcher(id).matches()) {
            throw bad("A key's name is of 1 to 64 letters, digits, - and _, not '" + Shown.of(id) + "'");
        }
        return id;
    }

    private static SecretKey read(String id, Secret secret) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(secret.reveal().strip());
        } catch (IllegalArgumentException e) {
            throw bad("The key '" + id + "' is not Base64; make one with: openssl rand -base64 32");
        }
        if (bytes.length != Gcm.KEY_BYTES) {
            throw bad("The key '" + id + "' has " + bytes.length + " bytes, not 32; make one with: openssl rand"
                    + " -base64 32");
        }
        return Gcm.key(bytes);
    }

    private static CloudException bad(String message) {
        return CloudException.of(ErrorCode.INVALID_ARGUMENT, message);
    }
}
