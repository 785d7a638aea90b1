package dev.welkin.storage.internal.crypto;

import dev.welkin.storage.KeyProvider;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.SecretKey;

/** Makes data keys, and remembers those it unwrapped last: a key service is far away. */
final class DataKeys {
    private static final int REMEMBERED = 100;

    private final KeyProvider provider;
    private final Map<String, SecretKey> unwrapped = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SecretKey> eldest) {
            return size() > REMEMBERED;
        }
    };

    DataKeys(KeyProvider provider) {
        this.provider = provider;
    }

    DataKey create() {
        byte[] bytes = Gcm.newKey();
        try {
            DataKey made = new DataKey(Gcm.key(bytes), provider.wrap(bytes));
            remember(made);
            return made;
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    SecretKey open(String wrapped) {
        SecretKey known = recall(wrapped);
        if (known != null) {
            return known;
        }
        byte[] bytes = provider.unwrap(wrapped);
        try {
            DataKey opened = new DataKey(Gcm.key(bytes), wrapped);
            remember(opened);
            return opened.key();
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private synchronized @org.jspecify.annotations.Nullable SecretKey recall(String wrapped) {
        return unwrapped.get(wrapped);
    }

    private synchronized void remember(DataKey key) {
        unwrapped.put(key.wrapped(), key.key());
    }

    /** A data key and the form it is stored in. */
    record DataKey(SecretKey key, String wrapped) {
        /** Prints no key. */
        @Override
        public String toString() {
            return "DataKey[***]";
        }
    }
}
