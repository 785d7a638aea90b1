package dev.welkin.credentials;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.config.Options;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Secrets that are there under their names, all of the required ones or none. */
final class NamedSecrets implements CredentialSource {
    private final String source;
    /** The name that a user writes for each required credential: a field or a variable. */
    private final Map<String, String> required;

    private final Map<String, Secret> found;

    private NamedSecrets(String source, Map<String, String> required, Map<String, Secret> found) {
        this.source = source;
        this.required = new TreeMap<>(required);
        this.found = found;
    }

    static NamedSecrets explicit(Options options, List<String> required, List<String> optional) {
        Map<String, Secret> found = new TreeMap<>();
        Map<String, String> fields = new TreeMap<>();
        required.forEach(name -> fields.put(name, name));
        required.forEach(name -> options.secret(name).ifPresent(value -> found.put(name, value)));
        optional.forEach(name -> options.secret(name).ifPresent(value -> found.put(name, value)));
        return new NamedSecrets("configuration", fields, found);
    }

    static NamedSecrets environment(
            Map<String, String> environment, Map<String, String> required, Map<String, String> optional) {
        Map<String, String> all = new TreeMap<>(required);
        all.putAll(optional);
        Map<String, Secret> found = new TreeMap<>();
        all.forEach((name, variable) -> {
            String value = environment.getOrDefault(variable, "");
            if (!value.isEmpty()) {
                found.put(name, Secret.of(value));
            }
        });
        return new NamedSecrets("environment", required, found);
    }

    @Override
    public Optional<Credentials> find() {
        List<String> missing = required.entrySet().stream()
                .filter(entry -> !found.containsKey(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        if (missing.size() == required.size()) {
            return Optional.empty();
        }
        if (!missing.isEmpty()) {
            throw CloudException.of(
                    ErrorCode.UNAUTHENTICATED,
                    "The " + source + " holds only a part of the credentials: " + String.join(", ", missing)
                            + " is missing. Set all of " + String.join(", ", required.values()) + ", or none.");
        }
        return Optional.of(Credentials.of(source, found));
    }

    @Override
    public String advice() {
        return source + ": set " + String.join(" and ", required.values());
    }
}
