package dev.welkin.samples.smartplatform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the command line says.
 *
 * @param config the configuration file, or empty for the one Welkin finds
 * @param folder where embedded stores and the report go; the working folder unless said otherwise
 * @param rate readings published per second, 0 for as many as can be
 * @param copies how often each series is played side by side, for measurements
 */
record Options(Optional<Path> config, Path folder, int rate, int copies) {
    static final Options DEFAULTS = new Options(Optional.empty(), Path.of(""), 0, 1);

    static Options parse(String... args) {
        Options options = DEFAULTS;
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + " needs a value; " + usage());
            }
            options = options.with(args[i], args[i + 1]);
        }
        return options;
    }

    private Options with(String name, String value) {
        return switch (name) {
            case "--config" -> new Options(Optional.of(Path.of(value)), folder, rate, copies);
            case "--folder" -> new Options(config, Path.of(value), rate, copies);
            case "--rate" -> new Options(config, folder, Integer.parseInt(value), copies);
            case "--copies" -> new Options(config, folder, rate, Integer.parseInt(value));
            default -> throw new IllegalArgumentException("unknown option " + name + "; " + usage());
        };
    }

    private static String usage() {
        return "known are --config FILE, --folder FOLDER, --rate EVENTS_PER_SECOND, --copies N";
    }

    /** The words for another process, which may have another working folder. */
    String[] toArgs() {
        List<String> args =
                new ArrayList<>(List.of("--folder", folder.toAbsolutePath().toString()));
        config.ifPresent(
                file -> args.addAll(List.of("--config", file.toAbsolutePath().toString())));
        return args.toArray(String[]::new);
    }

    Path report() {
        return folder.resolve("out/report.html").toAbsolutePath().normalize();
    }
}
