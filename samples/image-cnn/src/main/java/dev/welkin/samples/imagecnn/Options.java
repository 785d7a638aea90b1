package dev.welkin.samples.imagecnn;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the command line says.
 *
 * @param images a folder with a folder for each class, or empty to draw some
 * @param validation another such folder that is only validated with, or empty to take a fifth of the images
 * @param epochs how often the images are seen
 * @param out where the report, the drawings and the embedded stores go
 */
record Options(Optional<Path> images, Optional<Path> validation, int epochs, Path out) {
    static final Options DEFAULTS = new Options(Optional.empty(), Optional.empty(), 12, Path.of("out"));

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
            case "--images" -> new Options(Optional.of(Path.of(value)), validation, epochs, out);
            case "--validation" -> new Options(images, Optional.of(Path.of(value)), epochs, out);
            case "--epochs" -> new Options(images, validation, Integer.parseInt(value), out);
            case "--out" -> new Options(images, validation, epochs, Path.of(value));
            default -> throw new IllegalArgumentException("unknown option " + name + "; " + usage());
        };
    }

    private static String usage() {
        return "options: --images FOLDER --validation FOLDER --epochs N --out FOLDER";
    }
}
