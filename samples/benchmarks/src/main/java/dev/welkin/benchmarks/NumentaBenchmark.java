package dev.welkin.benchmarks;

import dev.welkin.ai.anomaly.AnomalyDetector;
import dev.welkin.ai.anomaly.NumentaScore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/**
 * The anomaly detector over the whole Numenta corpus, streaming from a cold start, one setting for all: prints the
 * standard score by folder and in total, at the alarm threshold and at the best one, and the readings scored per
 * second.
 */
final class NumentaBenchmark {
    private static final Pattern SERIES =
            Pattern.compile("\"([^\"]+\\.csv)\"\\s*:\\s*\\[((?:\\s*\\[[^\\]]*\\]\\s*,?)*)\\s*\\]");
    private static final Pattern TIME = Pattern.compile("\"(\\d{4}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d)");

    @SuppressWarnings("ArrayRecordComponent") // only read
    private record Series(String name, long[] times, double[] values, List<NumentaScore.Window> windows) {}

    private NumentaBenchmark() {}

    /** Takes the folder that holds {@code data} and {@code labels}. */
    public static void main(String[] args) throws IOException {
        List<Series> corpus = corpus(Path.of(args[0]));
        score(corpus); // warms up the JVM
        long start = System.nanoTime();
        List<double[]> scores = score(corpus);
        double seconds = (System.nanoTime() - start) / 1e9;
        long readings = corpus.stream().mapToLong(s -> s.values().length).sum();
        System.out.printf("%d series, %d readings, %.0f readings/s%n", corpus.size(), readings, readings / seconds);
        byFolder(corpus, scores);
        System.out.printf("total at %.2f: %.2f%n", AnomalyDetector.ALARM, total(corpus, scores, AnomalyDetector.ALARM));
        double best = DoubleStream.iterate(0.4, t -> t < 0.6, t -> t + 0.0025)
                .boxed()
                .max((a, b) -> Double.compare(total(corpus, scores, a), total(corpus, scores, b)))
                .orElseThrow();
        System.out.printf("best: %.2f at %.4f%n", total(corpus, scores, best), best);
    }

    private static List<double[]> score(List<Series> corpus) {
        List<double[]> all = new ArrayList<>();
        for (Series series : corpus) {
            AnomalyDetector detector = AnomalyDetector.cold();
            double[] scores = new double[series.values().length];
            Arrays.setAll(scores, row -> detector.score(series.times()[row], series.values()[row]));
            all.add(scores);
        }
        return all;
    }

    private static void byFolder(List<Series> corpus, List<double[]> scores) {
        Map<String, NumentaScore> folders = new TreeMap<>();
        for (int i = 0; i < corpus.size(); i++) {
            Series series = corpus.get(i);
            String folder = series.name().substring(0, series.name().indexOf('/'));
            NumentaScore before = folders.getOrDefault(folder, NumentaScore.none());
            folders.put(folder, before.plus(scores.get(i), series.windows(), AnomalyDetector.ALARM));
        }
        folders.forEach((folder, score) -> System.out.printf(
                "%-24s %7.2f  %d of %d windows found, %d false alarms%n",
                folder, score.value(), score.found(), score.windows(), score.falseAlarms()));
    }

    private static double total(List<Series> corpus, List<double[]> scores, double threshold) {
        NumentaScore score = NumentaScore.none();
        for (int i = 0; i < corpus.size(); i++) {
            score = score.plus(scores.get(i), corpus.get(i).windows(), threshold);
        }
        return score.value();
    }

    private static List<Series> corpus(Path folder) throws IOException {
        List<Series> corpus = new ArrayList<>();
        Matcher labels = SERIES.matcher(Files.readString(folder.resolve("labels/combined_windows.json")));
        while (labels.find()) {
            corpus.add(series(folder, labels.group(1), labels.group(2)));
        }
        return corpus;
    }

    private static Series series(Path folder, String name, String labels) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("data").resolve(name));
        List<String[]> rows = lines.stream().skip(1).map(l -> l.split(",")).toList();
        long[] times =
                rows.stream().mapToLong(r -> millis(r[0].replace(' ', 'T'))).toArray();
        double[] values =
                rows.stream().mapToDouble(r -> Double.parseDouble(r[1])).toArray();
        return new Series(name, times, values, windows(times, labels));
    }

    private static List<NumentaScore.Window> windows(long[] times, String labels) {
        List<Long> ends = new ArrayList<>();
        Matcher time = TIME.matcher(labels);
        while (time.find()) {
            ends.add(millis(time.group(1) + "T" + time.group(2)));
        }
        List<NumentaScore.Window> windows = new ArrayList<>();
        for (int i = 0; i < ends.size(); i += 2) {
            windows.add(new NumentaScore.Window(firstFrom(times, ends.get(i)), lastUntil(times, ends.get(i + 1))));
        }
        return windows;
    }

    private static int firstFrom(long[] times, long from) {
        int row = 0;
        while (times[row] < from) {
            row++;
        }
        return row;
    }

    private static int lastUntil(long[] times, long to) {
        int row = times.length - 1;
        while (times[row] > to) {
            row--;
        }
        return row;
    }

    private static long millis(String time) {
        return LocalDateTime.parse(time).toInstant(ZoneOffset.UTC).toEpochMilli();
    }
}
