package dev.welkin.aws.internal;

import dev.welkin.Secret;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The profiles of {@code ~/.aws/config} and {@code ~/.aws/credentials} (AWS SDKs and Tools Reference Guide, "Shared
 * config and credentials files"): where both know a key, the credentials file wins.
 */
final class Profiles {
    private static final String SSO_SESSION = "sso-session ";
    private static final String PROFILE = "profile ";

    private final Map<String, Profile> profiles = new TreeMap<>();
    private final Map<String, Profile> sessions = new TreeMap<>();

    private Profiles() {}

    static Profiles read(Map<String, String> environment) {
        Profiles all = new Profiles();
        Map<String, Map<String, Secret>> config = IniFile.read(file(environment, "AWS_CONFIG_FILE", "config"));
        config.forEach((section, values) -> all.addConfig(section, values, config.keySet()));
        IniFile.read(file(environment, "AWS_SHARED_CREDENTIALS_FILE", "credentials"))
                .forEach(all::addProfile);
        return all;
    }

    /** The folder {@code .aws} of the user's home. */
    static Path folder(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", environment.getOrDefault("USERPROFILE", ""));
        return Path.of(home.isEmpty() ? System.getProperty("user.home", "") : home, ".aws");
    }

    /** The profile that is meant where no configuration names one. */
    static String named(Map<String, String> environment) {
        return environment.getOrDefault("AWS_PROFILE", "").strip();
    }

    Optional<Profile> find(String name) {
        return Optional.ofNullable(profiles.get(name));
    }

    Optional<Profile> session(String name) {
        return Optional.ofNullable(sessions.get(name));
    }

    Set<String> names() {
        return new TreeSet<>(profiles.keySet());
    }

    private void addConfig(String section, Map<String, Secret> values, Set<String> all) {
        if (section.startsWith(SSO_SESSION)) {
            String name = unquoted(section.substring(SSO_SESSION.length()));
            sessions.put(name, new Profile(name, values));
        } else if (section.startsWith(PROFILE)) {
            addProfile(unquoted(section.substring(PROFILE.length())), values);
        } else if (section.equals("default") && !all.contains("profile default")) {
            addProfile(section, values);
        }
    }

    private void addProfile(String name, Map<String, Secret> values) {
        Map<String, Secret> merged = new LinkedHashMap<>();
        find(name).ifPresent(known -> merged.putAll(known.values()));
        merged.putAll(values);
        profiles.put(name, new Profile(name, merged));
    }

    private static String unquoted(String name) {
        String text = name.strip();
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    private static Path file(Map<String, String> environment, String variable, String name) {
        String given = environment.getOrDefault(variable, "");
        if (given.isEmpty()) {
            return folder(environment).resolve(name);
        }
        boolean home = given.equals("~") || given.startsWith("~/");
        return home ? folder(environment).resolveSibling(given.substring(Math.min(2, given.length()))) : Path.of(given);
    }
}
