package dev.welkin.config;

import dev.welkin.CloudException;
import java.util.Map;
import java.util.regex.Pattern;

/** The parts of {@code scheme:location?option=value}, not yet resolved. Only the first colon splits. */
record TargetUrl(String scheme, String location, Map<String, String> options) {
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]{0,31}");

    static TargetUrl parse(String url, String where, String path) {
        int colon = url.indexOf(':');
        String scheme = colon < 0 ? url : url.substring(0, colon);
        if (!SCHEME.matcher(scheme).matches()) {
            throw Node.bad(where, path, "is not of the form scheme:location, such as file:./data");
        }
        if (SecretNames.inUserInfo(url)) {
            throw secretInUrl(where, path, "a password");
        }
        return split(scheme, colon < 0 ? "" : url.substring(colon + 1), where, path);
    }

    private static TargetUrl split(String scheme, String rest, String where, String path) {
        int question = rest.indexOf('?');
        String location = question < 0 ? rest : rest.substring(0, question);
        Map<String, String> options = query(question < 0 ? "" : rest.substring(question + 1), where, path);
        options.keySet().stream().filter(SecretNames::secret).findFirst().ifPresent(option -> {
            throw secretInUrl(where, path, "the secret '" + option + "'");
        });
        return new TargetUrl(scheme, location.startsWith("//") ? location.substring(2) : location, options);
    }

    private static Map<String, String> query(String query, String where, String path) {
        try {
            return Query.parse(query);
        } catch (IllegalArgumentException e) {
            throw Node.bad(where, path, String.valueOf(e.getMessage()));
        }
    }

    private static CloudException secretInUrl(String where, String path, String what) {
        return Node.bad(
                where,
                path,
                "has " + what + " in its URL, where logs would show it. Write a map with 'url:' and the secret as"
                        + " ${ENV} beside it, or name an entry of 'accounts'.");
    }
}
