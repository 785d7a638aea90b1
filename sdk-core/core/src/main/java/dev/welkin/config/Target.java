package dev.welkin.config;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One backend that a name stands for: the {@code "s3://photos?region=eu-west-1"} of {@code storage: { photos:
 * "s3://photos?region=eu-west-1" }}. Only the first {@code :} splits scheme and location. Immutable.
 *
 * @param service the section it stands in: {@code storage}, {@code events}, {@code compute} or {@code ai}
 * @param name the name the program asks for, for example {@code photos}
 * @param scheme what picks the backend, for example {@code s3}
 * @param location what follows the scheme, without leading {@code //} and without options; may be empty
 * @param options the URL's query or the map's other fields, by name
 * @param folder where relative paths start: the config file's folder, or the working folder
 * @param origin where it was written, for errors, for example {@code welkin.yaml line 4}
 */
public record Target(
        String service,
        String name,
        String scheme,
        String location,
        Map<String, Object> options,
        Path folder,
        String origin) {
    /** Copies the options. */
    public Target {
        options = Map.copyOf(options);
    }

    /**
     * Reads a target from its URL form.
     *
     * @param service the section it belongs to
     * @param name the name it is opened by
     * @param url for example {@code file:./data} or {@code s3://photos?region=eu-west-1}
     * @param folder where relative paths start
     * @param origin where it was written
     * @return the target
     * @throws CloudException INVALID_ARGUMENT if there is no scheme
     */
    public static Target parse(String service, String name, String url, Path folder, String origin) {
        int colon = url.indexOf(':');
        String scheme = colon < 0 ? url : url.substring(0, colon);
        String rest = colon < 0 ? "" : url.substring(colon + 1);
        if (!scheme.matches("[a-z][a-z0-9+.-]*")) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    origin + ": " + service + "." + name + " is not of the form scheme:location, such as file:./data");
        }
        int question = rest.indexOf('?');
        String location = question < 0 ? rest : rest.substring(0, question);
        String query = question < 0 ? "" : rest.substring(question + 1);
        String plain = location.startsWith("//") ? location.substring(2) : location;
        return new Target(service, name, scheme, plain, Query.parse(query), folder, origin);
    }

    /**
     * Returns an option as text.
     *
     * @param option its name
     * @return the text, or empty where the option is not given
     */
    public Optional<String> text(String option) {
        return Optional.ofNullable(options.get(option)).map(String::valueOf);
    }

    /**
     * Returns an option that is a switch.
     *
     * @param option its name
     * @param byDefault what holds where it is not given
     * @return the switch
     * @throws CloudException INVALID_ARGUMENT if it is neither {@code true} nor {@code false}
     */
    public boolean flag(String option, boolean byDefault) {
        String text = text(option).orElse(String.valueOf(byDefault));
        if (!text.equals("true") && !text.equals("false")) {
            throw bad(option, "must be true or false");
        }
        return Boolean.parseBoolean(text);
    }

    /**
     * Returns an option that is a whole number.
     *
     * @param option its name
     * @param byDefault what holds where it is not given
     * @return the number
     * @throws CloudException INVALID_ARGUMENT if it is not a number
     */
    public long number(String option, long byDefault) {
        try {
            return text(option).map(Long::parseLong).orElse(byDefault);
        } catch (NumberFormatException e) {
            throw bad(option, "must be a whole number");
        }
    }

    /**
     * Returns an option that is a duration, as {@code 30s}, {@code 250ms}, {@code 5m}, {@code 2h}, {@code 7d} or
     * ISO-8601.
     *
     * @param option its name
     * @param byDefault what holds where it is not given
     * @return the duration
     * @throws CloudException INVALID_ARGUMENT if it is not a duration
     */
    public Duration duration(String option, Duration byDefault) {
        Optional<String> text = text(option);
        try {
            return text.map(Durations::parse).orElse(byDefault);
        } catch (IllegalArgumentException e) {
            throw bad(option, "must be a duration such as 250ms, 30s, 5m, 2h or 7d");
        }
    }

    /**
     * Returns an option that is a secret.
     *
     * @param option its name
     * @return the secret, or empty where it is not given
     */
    public Optional<Secret> secret(String option) {
        Object value = options.get(option);
        return value instanceof Secret secret
                ? Optional.of(secret)
                : Optional.ofNullable(value).map(String::valueOf).map(Secret::of);
    }

    /**
     * Returns the location as a path.
     *
     * @return the absolute, normalised path; relative locations start at {@link #folder}
     */
    public Path path() {
        return folder.resolve(location).toAbsolutePath().normalize();
    }

    /**
     * Refuses options nobody knows; each backend calls it with its own.
     *
     * @param known the options the backend reads
     * @throws CloudException INVALID_ARGUMENT naming the unknown option and the nearest known one
     */
    public void onlyOptions(Set<String> known) {
        for (String option : new TreeSet<>(options.keySet())) {
            if (!known.contains(option)) {
                throw bad(option, "is not an option of '" + scheme + "'" + Nearest.hint(option, known));
            }
        }
    }

    /**
     * Returns the target as it may be shown: options that hold secrets print {@code ***}.
     *
     * @return the URL form
     */
    @Override
    public String toString() {
        String query = new TreeMap<>(options).toString();
        return scheme + ":" + location + (options.isEmpty() ? "" : " " + query);
    }

    private CloudException bad(String option, String what) {
        return CloudException.of(
                ErrorCode.INVALID_ARGUMENT, origin + ": " + service + "." + name + ": option '" + option + "' " + what);
    }
}
