package dev.welkin.storage;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What every provider takes as tags: 10 of them, ASCII letters, digits and {@code +-=._:/ }. */
final class Tags {
    private static final int MAX_TAGS = 10;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9 +=._:/-]{1,128}");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9 +=._:/-]{0,256}");

    private Tags() {}

    static Map<String, String> checked(Map<String, String> tags) {
        if (tags.size() > MAX_TAGS) {
            throw bad("An object has at most " + MAX_TAGS + " tags; these are " + tags.size());
        }
        new TreeMap<>(tags).forEach((name, value) -> {
            if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
                throw bad("The tag '" + Shown.of(name) + "' must have a name of 1 to 128 and a value of up to 256 of"
                        + " letters, digits, space and + - = . _ : /");
            }
        });
        return Map.copyOf(tags);
    }

    private static CloudException bad(String message) {
        return CloudException.builder(ErrorCode.INVALID_ARGUMENT, message)
                .reason("tags")
                .build();
    }
}
