package dev.welkin.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Knows by their names which options hold secrets. */
final class SecretNames {
    private static final List<String> ENDINGS = List.of(
            "secret",
            "password",
            "passwd",
            "passphrase",
            "pwd",
            "token",
            "key",
            "sig",
            "signature",
            "sas",
            "connectionstring",
            "authorization");
    private static final List<String> PUBLIC = List.of("publickey", "hostkey", "partitionkey");
    private static final List<String> PARTS = List.of("secret", "password");
    private static final Pattern USER_INFO = Pattern.compile("//[^/?#@]*:[^/?#@]*@");

    private SecretNames() {}

    static boolean secret(String option) {
        String name = option.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        boolean open = PUBLIC.stream().anyMatch(name::endsWith);
        boolean file = name.endsWith("file") || name.endsWith("path");
        return !open
                && !file
                && (ENDINGS.stream().anyMatch(name::endsWith) || PARTS.stream().anyMatch(name::contains));
    }

    /** Tells whether a URL holds {@code //user:password@}. */
    static boolean inUserInfo(String url) {
        return USER_INFO.matcher(url).find();
    }
}
