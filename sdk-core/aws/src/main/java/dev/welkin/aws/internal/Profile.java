package dev.welkin.aws.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.spi.Shown;
import java.util.Map;
import java.util.Optional;

/**
 * A named section of the profile files. Any of its values may be a secret.
 *
 * @param name as in {@code [profile NAME]}
 * @param values by key in lower case
 */
record Profile(String name, Map<String, Secret> values) {
    Profile {
        values = Map.copyOf(values);
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key)).map(Secret::reveal);
    }

    Optional<Secret> secret(String key) {
        return Optional.ofNullable(values.get(key));
    }

    String require(String key) {
        return text(key).orElseThrow(() -> invalid("lacks " + key));
    }

    CloudException invalid(String what) {
        return CloudException.of(ErrorCode.INVALID_ARGUMENT, shown() + " " + what);
    }

    CloudException refused(String what) {
        return CloudException.of(ErrorCode.UNAUTHENTICATED, shown() + " " + what);
    }

    String shown() {
        return "The AWS profile '" + Shown.of(name, 64) + "'";
    }
}
