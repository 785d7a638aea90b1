package dev.welkin.config;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.http.Redaction;
import dev.welkin.spi.Shown;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One backend that a name stands for: the {@code "s3://photos?region=eu-west-1"} of {@code storage: { photos:
 * "s3://photos?region=eu-west-1" }}. Only the first {@code :} splits scheme and location. Immutable.
 *
 * @param service the section it stands in: {@code storage}, {@code events}, {@code compute} or {@code ai}
 * @param name the name the program asks for, for example {@code photos}
 * @param scheme what picks the backend, for example {@code s3}
 * @param location what follows the scheme, without leading {@code //} and without options; may be empty
 * @param options the URL's query or the map's other fields, by name: texts, lists and maps of them, and a
 *     {@link Secret} for whatever has a secret's name or came from <code>${..}</code>
 * @param folder where relative paths start: the config file's folder, or the working folder
 * @param origin where it was written, for errors, for example {@code welkin.yaml line 4}
 * @param shown the location as it may be shown: as written, before <code>${..}</code> was put in
 */
public record Target(
        String service,
        String name,
        String scheme,
        String location,
        Map<String, Object> options,
        Path folder,
        String origin,
        String shown) {
    /** The options that every target may have: overrides of the sections of the same names. */
    private static final Set<String> EVERYWHERE = Set.of("http", "resilience");

    /** Copies the options. */
    public Target {
        options = Map.copyOf(options);
    }

    /**
     * Makes a target whose location may be shown as it is.
     *
     * @param service the section
     * @param name the name the program asks for
     * @param scheme what picks the backend
     * @param location what follows the scheme
     * @param options by name
     * @param folder where relative paths start
     * @param origin where it was written
     */
    public Target(
            String service,
            String name,
            String scheme,
            String location,
            Map<String, Object> options,
            Path folder,
            String origin) {
        this(service, name, scheme, location, options, folder, origin, location);
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
     * @throws CloudException INVALID_ARGUMENT if there is no scheme, or a secret in it
     */
    public static Target parse(String service, String name, String url, Path folder, String origin) {
        TargetUrl parts = TargetUrl.parse(url, origin, service + "." + PlainName.shown(name));
        return new Target(service, name, parts.scheme(), parts.location(), Map.copyOf(parts.options()), folder, origin);
    }

    /**
     * Returns the options with their types.
     *
     * @return the options
     */
    public Options typed() {
        return Options.of(origin + ": " + service + "." + PlainName.shown(name), options);
    }

    /**
     * Returns this target with other options.
     *
     * @param values by name
     * @return a new target
     */
    public Target withOptions(Map<String, Object> values) {
        return new Target(service, name, scheme, location, values, folder, origin, shown);
    }

    /**
     * Returns an option as text; see {@link Options#text}.
     *
     * @param option its name
     * @return the text, or empty where the option is not given
     */
    public Optional<String> text(String option) {
        return typed().text(option);
    }

    /**
     * Returns an option as a list of texts; see {@link Options#texts}.
     *
     * @param option its name
     * @return the texts; empty where the option is not given
     */
    public List<String> texts(String option) {
        return typed().texts(option);
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
        return typed().flag(option, byDefault);
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
        return typed().number(option, byDefault);
    }

    /**
     * Returns an option that is a duration; see {@link Options#duration}.
     *
     * @param option its name
     * @param byDefault what holds where it is not given
     * @return the duration
     * @throws CloudException INVALID_ARGUMENT if it is not a duration
     */
    public Duration duration(String option, Duration byDefault) {
        return typed().duration(option, byDefault);
    }

    /**
     * Returns an option that is a secret.
     *
     * @param option its name
     * @return the secret, or empty where it is not given
     */
    public Optional<Secret> secret(String option) {
        return typed().secret(option);
    }

    /**
     * Returns the location as a path.
     *
     * @return the absolute, normalised path; relative locations start at {@link #folder}
     * @throws CloudException INVALID_ARGUMENT if it is no path on this system
     */
    public Path path() {
        try {
            return folder.resolve(location).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    origin + ": " + service + "." + PlainName.shown(name)
                            + " has a location that is no path on this system");
        }
    }

    /**
     * Refuses options nobody knows; each backend calls it with its own. {@code http} and {@code resilience} are known
     * to every target.
     *
     * @param known the options the backend reads
     * @throws CloudException INVALID_ARGUMENT naming the unknown option and the nearest known one
     */
    public void onlyOptions(Set<String> known) {
        Set<String> all = new HashSet<>(known);
        all.addAll(EVERYWHERE);
        typed().only(all, " to '" + scheme + "'");
    }

    /**
     * Returns the target as it may be shown: options that hold secrets print {@code ***}, and what came from <code>
     * ${..}
     * </code> prints as it was written.
     *
     * @return the scheme, the location, and the options in braces
     */
    @Override
    public String toString() {
        String query = options.isEmpty() ? "" : " " + new TreeMap<>(options);
        return Shown.of(Redaction.url(scheme + ":" + shown + query), 1000);
    }
}
