package dev.welkin.ai.anomaly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The benchmark's series whose cause is known, read from a folder with its {@code data} and {@code labels}. */
record KnownCauses(List<Series> series) {
    private static final Pattern SERIES =
            Pattern.compile("\"(realKnownCause/[^\"]+\\.csv)\"\\s*:\\s*\\[((?:\\s*\\[[^\\]]*\\]\\s*,?)*)\\s*\\]");
    private static final Pattern TIME = Pattern.compile("\"(\\d{4}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d)");

    record Series(String name, List<Reading> readings, List<LabelledWindow> windows) {}

    static KnownCauses of(Path folder) throws IOException {
        Matcher labels = SERIES.matcher(Files.readString(folder.resolve("labels/combined_windows.json")));
        List<Series> series = new ArrayList<>();
        while (labels.find()) {
            series.add(new Series(
                    labels.group(1),
                    readings(folder.resolve("data").resolve(labels.group(1))),
                    windows(labels.group(2))));
        }
        return new KnownCauses(series);
    }

    private static List<Reading> readings(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .map(cells -> new Reading(time(cells[0].replace(' ', 'T')), Double.parseDouble(cells[1])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<LabelledWindow> windows(String labels) {
        Matcher times = TIME.matcher(labels);
        List<Instant> ends = times.results()
                .map(found -> time(found.group(1) + "T" + found.group(2)))
                .toList();
        List<LabelledWindow> windows = new ArrayList<>();
        for (int i = 0; i < ends.size(); i += 2) {
            windows.add(new LabelledWindow(ends.get(i), ends.get(i + 1)));
        }
        return windows;
    }

    private static Instant time(String text) {
        return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }
}
