package dev.welkin.config;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.credentials.Account;
import dev.welkin.spi.Shown;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a configuration says, read and checked as a whole: {@code welkin.yaml} or a map with the same keys. Errors name
 * key and line, never a value. Immutable.
 */
public final class Config {
    /** The sections of a configuration. */
    public static final List<String> SECTIONS =
            List.of("accounts", "http", "resilience", "storage", "events", "compute", "ai");

    private final String source;
    private final Map<String, Map<String, List<Target>>> targets;
    private final Map<String, Account> accounts;
    private final Map<String, Options> sections;

    Config(
            String source,
            Map<String, Map<String, List<Target>>> targets,
            Map<String, Account> accounts,
            Map<String, Options> sections) {
        this.source = source;
        this.targets = targets;
        this.accounts = accounts;
        this.sections = sections;
    }

    /**
     * Reads a YAML file: UTF-8, at most 1 MiB, one document, no tags, no key twice, at most 50 aliases and 50 levels.
     *
     * @param file the file; relative paths in it start at its folder
     * @param environment what <code>${NAME}</code> stands for
     * @return the configuration
     * @throws CloudException NOT_FOUND if there is no such file, INVALID_ARGUMENT if it is broken
     */
    public static Config read(Path file, Map<String, String> environment) {
        Path absolute = file.toAbsolutePath().normalize();
        String text = ConfigFile.text(absolute, "The configuration file");
        Node root = YamlNodes.read(Shown.of(absolute.getFileName()), text);
        Path folder = absolute.getParent() == null ? absolute : absolute.getParent();
        return new ConfigReader(folder, environment).read(absolute.toString(), root);
    }

    /**
     * Reads a configuration that is there as maps and lists already; the same limits hold.
     *
     * @param values maps, lists, texts, numbers, switches and {@link dev.welkin.Secret}s, with the keys of
     *     {@code welkin.yaml}
     * @param folder where relative paths start
     * @param environment what <code>${NAME}</code> stands for
     * @return the configuration
     * @throws CloudException INVALID_ARGUMENT if it is broken
     */
    public static Config of(Map<String, ?> values, Path folder, Map<String, String> environment) {
        Node root = MapNodes.read("configuration", values);
        return new ConfigReader(folder.toAbsolutePath().normalize(), environment).read("a map of the program", root);
    }

    /**
     * Returns where the configuration came from.
     *
     * @return the file's absolute path, or words that say that the program gave it
     */
    public String source() {
        return source;
    }

    /**
     * Finds what a name stands for.
     *
     * @param service for example {@code storage}
     * @param name for example {@code photos}
     * @return the targets in the order they are tried; never empty
     * @throws CloudException INVALID_ARGUMENT if the name is not configured, listing those that are
     */
    public List<Target> targets(String service, String name) {
        List<Target> found = targets(service).get(name);
        if (found == null) {
            throw unknown(service, name);
        }
        return found;
    }

    /**
     * Returns all names of a service.
     *
     * @param service for example {@code storage}
     * @return what each name stands for; empty if the section is missing
     */
    public Map<String, List<Target>> targets(String service) {
        return targets.getOrDefault(service, Map.of());
    }

    /**
     * Returns the named accounts.
     *
     * @return the accounts by name
     */
    public Map<String, Account> accounts() {
        return accounts;
    }

    /**
     * Returns the options of the section {@code http} or {@code resilience}.
     *
     * @param section its name
     * @return its options; none if the section is missing
     */
    public Options section(String section) {
        return sections.getOrDefault(section, Options.of(section, Map.of()));
    }

    private CloudException unknown(String service, String name) {
        Set<String> names = targets(service).keySet();
        String meant = Nearest.to(name, names)
                .map(near -> "; did you mean '" + Shown.of(near) + "'?")
                .orElse(".");
        String configured = names.isEmpty() ? "nothing" : Shown.of(String.join(", ", names));
        return CloudException.of(
                ErrorCode.INVALID_ARGUMENT,
                "The configuration (" + Shown.of(source) + ") has no " + service + "." + Shown.of(name) + meant
                        + " Under " + service + " it has: " + configured
                        + ". No embedded default is used where a configuration exists.");
    }

    @Override
    public String toString() {
        return source;
    }
}
