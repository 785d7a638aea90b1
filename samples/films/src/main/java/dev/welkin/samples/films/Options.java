package dev.welkin.samples.films;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the command line says.
 *
 * @param config the configuration file, or empty for the one Welkin finds
 * @param folder where embedded stores go
 * @param movieLens a folder of MovieLens data, or empty for the sample's own films
 * @param user whom to recommend to
 * @param rated a newcomer's ratings by title; empty for no newcomer
 * @param about what the films should be about; "" for any
 * @param question what to ask of the recommendations
 */
record Options(
        Optional<Path> config,
        Path folder,
        Optional<Path> movieLens,
        String user,
        Map<String, Double> rated,
        String about,
        String question) {
    static final Options DEFAULTS = new Options(
            Optional.empty(), Path.of(""), Optional.empty(), "", Map.of(), "", "Recommend me some good films.");

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
            case "--config" ->
                new Options(Optional.of(Path.of(value)), folder, movieLens, user, rated, about, question);
            case "--folder" -> new Options(config, Path.of(value), movieLens, user, rated, about, question);
            case "--movielens" ->
                new Options(config, folder, Optional.of(Path.of(value)), user, rated, about, question);
            case "--user" -> new Options(config, folder, movieLens, value, rated, about, question);
            case "--rate" -> new Options(config, folder, movieLens, user, plus(value), about, question);
            case "--about" -> new Options(config, folder, movieLens, user, rated, value, question);
            case "--ask" -> new Options(config, folder, movieLens, user, rated, about, value);
            default -> throw new IllegalArgumentException("unknown option " + name + "; " + usage());
        };
    }

    private Map<String, Double> plus(String rating) {
        int at = rating.lastIndexOf('=');
        if (at < 1) {
            throw new IllegalArgumentException("'" + rating + "' is no rating; write \"TITLE=4.5\"");
        }
        Map<String, Double> more = new LinkedHashMap<>(rated);
        more.put(rating.substring(0, at), Double.valueOf(rating.substring(at + 1)));
        return more;
    }

    private static String usage() {
        return "known are --config FILE, --folder FOLDER, --movielens FOLDER, --user NAME, --rate \"TITLE=4.5\" (as"
                + " often as you like), --about WORDS, --ask QUESTION";
    }
}
