package dev.welkin.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.config.Config;
import dev.welkin.spi.Shown;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/** Finds the configuration: what the program says, WELKIN_CONFIG, ./welkin.yaml, else the embedded defaults. */
final class ConfigSearch {
    private static final String CONFIG = "WELKIN_CONFIG";
    private static final String EMBEDDED = "WELKIN_EMBEDDED";

    private final CloudOptions options;

    ConfigSearch(CloudOptions options) {
        this.options = options;
    }

    TargetSource find() {
        requireOne();
        if (options.inMemory) {
            return DefaultTargets.memory();
        }
        Map<String, Object> values = options.values;
        if (values != null) {
            return new ConfiguredTargets(Config.of(values, options.workingFolder, options.environment));
        }
        Path file = options.file;
        return file != null ? read(file) : search();
    }

    private void requireOne() {
        int given = (options.inMemory ? 1 : 0) + (options.values == null ? 0 : 1) + (options.file == null ? 0 : 1);
        if (given > 1) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "A Cloud is opened with one of a configuration file, a configuration map, and inMemory();"
                            + " several are given");
        }
    }

    private TargetSource search() {
        String named = options.environment.getOrDefault(CONFIG, "");
        if (!named.isBlank()) {
            return read(Path.of(named));
        }
        // A dangling link counts as there: a configuration that was mounted wrongly must not go unseen.
        if (there("welkin.yaml")) {
            return read(Path.of("welkin.yaml"));
        }
        if (there("welkin.yml")) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "Found "
                            + Shown.of(
                                    options.workingFolder.resolve("welkin.yml").toAbsolutePath())
                            + ": rename it to welkin.yaml, or name it in " + CONFIG);
        }
        return embedded();
    }

    private TargetSource embedded() {
        String rule = options.environment.getOrDefault(EMBEDDED, "");
        if (rule.equals("forbid")) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "No configuration was found and " + EMBEDDED + "=forbid: give a file, set " + CONFIG + ", or put"
                            + " welkin.yaml into " + Shown.of(options.workingFolder.toAbsolutePath()));
        }
        if (!rule.isBlank() && !rule.equals("allow")) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT, EMBEDDED + " must be 'forbid' or 'allow', or not be set");
        }
        return DefaultTargets.embedded(options.workingFolder.resolve(".welkin"));
    }

    private boolean there(String name) {
        return Files.exists(options.workingFolder.resolve(name), LinkOption.NOFOLLOW_LINKS);
    }

    private TargetSource read(Path file) {
        return new ConfiguredTargets(Config.read(options.workingFolder.resolve(file), options.environment));
    }
}
