package dev.welkin.config;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Named options with types: the fields of a target, an account or a section. Its errors name the option and the place
 * it was written at, never the value; what may be a secret prints as {@code ***}. Immutable.
 */
public final class Options {
    private final String where;
    private final Map<String, Object> values;

    private Options(String where, Map<String, ?> values) {
        this.where = where;
        this.values = Map.copyOf(values);
    }

    /**
     * Makes options.
     *
     * @param where begins the errors, for example {@code welkin.yaml line 4: storage.photos}
     * @param values texts, {@link Secret}s, lists and maps of these, by name
     * @return the options
     */
    public static Options of(String where, Map<String, ?> values) {
        return new Options(where, values);
    }

    /**
     * Returns the options as they were read.
     *
     * @return the values by name; unmodifiable
     */
    public Map<String, Object> values() {
        return values;
    }

    /**
     * Returns an option as text.
     *
     * @param option its name
     * @return the text, a list's items joined by commas, or empty where the option is not given
     * @throws CloudException INVALID_ARGUMENT if it is a map
     */
    public Optional<String> text(String option) {
        Object value = values.get(option);
        if (value instanceof List<?>) {
            return Optional.of(String.join(",", texts(option)));
        }
        return Optional.ofNullable(value).map(v -> plain(option, v));
    }

    /**
     * Returns an option as the address of a server.
     *
     * @param option its name
     * @param example such an address, which the error shows
     * @return an http or https URL with a host, without a slash at its end, or empty where the option is not given
     * @throws CloudException INVALID_ARGUMENT if it is no such URL, or has more than a port and a path beside the host
     */
    public Optional<URI> endpoint(String option, String example) {
        return text(option)
                .map(text -> Endpoints.parse(text)
                        .orElseThrow(() -> invalid(
                                option,
                                "must be an http or https URL with a host and nothing but a path behind it, such as "
                                        + example)));
    }

    /**
     * Returns an option as a list of texts: a list's items, or a text split at its commas.
     *
     * @param option its name
     * @return the texts without surrounding blanks, none empty; an empty list where the option is not given
     * @throws CloudException INVALID_ARGUMENT if it is a map
     */
    public List<String> texts(String option) {
        Object value = values.getOrDefault(option, List.of());
        Stream<String> items = value instanceof List<?> list
                ? list.stream().map(item -> plain(option, item))
                : Stream.of(plain(option, value).split(","));
        return items.map(String::strip).filter(item -> !item.isEmpty()).toList();
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
            throw invalid(option, "must be true or false");
        }
        return Boolean.parseBoolean(text);
    }

    /**
     * Returns an option that is a whole number.
     *
     * @param option its name
     * @param byDefault what holds where it is not given
     * @return the number
     * @throws CloudException INVALID_ARGUMENT if it is not a whole number
     */
    public long number(String option, long byDefault) {
        try {
            return text(option).map(Long::parseLong).orElse(byDefault);
        } catch (NumberFormatException e) {
            throw invalid(option, "must be a whole number");
        }
    }

    /**
     * Returns an option that is a whole number in a range.
     *
     * @param option its name
     * @param byDefault what holds where it is not given
     * @param least the smallest number allowed
     * @param most the largest number allowed
     * @return the number
     * @throws CloudException INVALID_ARGUMENT naming the range, if it is no whole number or outside
     */
    public long number(String option, long byDefault, long least, long most) {
        long number = number(option, byDefault);
        if (number < least || number > most) {
            throw invalid(option, "must be a whole number from " + least + " to " + most);
        }
        return number;
    }

    /**
     * Returns an option that is a number with or without a fraction.
     *
     * @param option its name
     * @param byDefault what holds where it is not given
     * @return the number; finite
     * @throws CloudException INVALID_ARGUMENT if it is not a number
     */
    public double decimal(String option, double byDefault) {
        try {
            return text(option)
                    .map(BigDecimal::new)
                    .map(BigDecimal::doubleValue)
                    .orElse(byDefault);
        } catch (NumberFormatException e) {
            throw invalid(option, "must be a number such as 0.5");
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
        try {
            return text(option).map(Durations::parse).orElse(byDefault);
        } catch (IllegalArgumentException e) {
            throw invalid(option, "must be a duration such as 250ms, 30s, 5m, 2h or 7d");
        }
    }

    /**
     * Returns an option that is a secret.
     *
     * @param option its name
     * @return the secret, or empty where it is not given
     * @throws CloudException INVALID_ARGUMENT if it is a list or a map
     */
    public Optional<Secret> secret(String option) {
        return Optional.ofNullable(values.get(option)).map(v -> Secret.of(plain(option, v)));
    }

    /**
     * Returns the options inside an option that is a map.
     *
     * @param option its name
     * @return the options in it; none where it is not given
     * @throws CloudException INVALID_ARGUMENT if it is no map
     */
    public Options section(String option) {
        Object value = values.getOrDefault(option, Map.of());
        if (!(value instanceof Map<?, ?> map)) {
            throw invalid(option, "must be a map of options");
        }
        Map<String, Object> inside = new TreeMap<>();
        map.forEach((name, v) -> inside.put(String.valueOf(name), v));
        return new Options(where + ": " + PlainName.shown(option), inside);
    }

    /**
     * Refuses options nobody knows.
     *
     * @param known the options that are read
     * @throws CloudException INVALID_ARGUMENT naming the unknown option and the nearest known one
     */
    public void only(Set<String> known) {
        only(known, "");
    }

    void only(Set<String> known, String ofWhat) {
        for (String option : new TreeSet<>(values.keySet())) {
            if (!known.contains(option)) {
                throw invalid(option, "is not known" + ofWhat + Nearest.hint(option, known));
            }
        }
    }

    /**
     * Makes the error for an option whose value will not do.
     *
     * @param option its name
     * @param what what is wrong and what would do, for example {@code must be at least 1}; never the value
     * @return INVALID_ARGUMENT, naming option and place
     */
    public CloudException invalid(String option, String what) {
        return CloudException.of(
                ErrorCode.INVALID_ARGUMENT, where + ": option '" + PlainName.shown(option) + "' " + what);
    }

    /**
     * Puts the place of these options before an error's message, unless it stands there already.
     *
     * @param failure an error about one of these options
     * @return the error, saying where to look
     */
    public CloudException placed(CloudException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.startsWith(where)
                ? failure
                : failure.toBuilder().message(where + ": " + message).build();
    }

    private String plain(String option, Object value) {
        if (value instanceof Map<?, ?> || value instanceof List<?>) {
            throw invalid(option, "must be a single value");
        }
        return value instanceof Secret secret ? secret.reveal() : String.valueOf(value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Options options && values.equals(options.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** Prints the options in order of their names, secrets as {@code ***}. */
    @Override
    public String toString() {
        return new TreeMap<>(values).toString();
    }
}
