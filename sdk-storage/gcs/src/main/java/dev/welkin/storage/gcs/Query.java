package dev.welkin.storage.gcs;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The query of a URL, built up. */
final class Query {
    private final List<String> parts = new ArrayList<>();

    /** Adds a field, unless its value is null or empty. */
    Query add(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            parts.add(name + "=" + ObjectNames.encoded(value));
        }
        return this;
    }

    @Override
    public String toString() {
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }
}
