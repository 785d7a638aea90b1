package dev.welkin.ai.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Which classes are taken for which. Immutable. */
public final class ConfusionMatrix {
    private final List<String> labels;
    private final int[][] counts;

    ConfusionMatrix(List<String> labels, int[][] counts) {
        this.labels = List.copyOf(labels);
        this.counts = Arrays.stream(counts).map(int[]::clone).toArray(int[][]::new);
    }

    /**
     * Returns the classes.
     *
     * @return in the order of rows and columns
     */
    public List<String> labels() {
        return labels;
    }

    /**
     * Returns how often one class was taken for another.
     *
     * @param actual what the example is, as an index of {@link #labels}
     * @param called what the network called it, as an index
     * @return the number of examples
     */
    public int count(int actual, int called) {
        return counts[actual][called];
    }

    /**
     * Returns the share of examples that was told rightly.
     *
     * @return 0 to 1; 0 without examples
     */
    public double accuracy() {
        int right = 0;
        int all = 0;
        for (int i = 0; i < counts.length; i++) {
            right += counts[i][i];
            all += Arrays.stream(counts[i]).sum();
        }
        return share(right, all);
    }

    /**
     * Scores each class.
     *
     * @return in the order of {@link #labels}
     */
    public List<ClassScore> classes() {
        List<ClassScore> scores = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            int column = i;
            int called = Arrays.stream(counts).mapToInt(row -> row[column]).sum();
            int actual = Arrays.stream(counts[i]).sum();
            double precision = share(counts[i][i], called);
            double recall = share(counts[i][i], actual);
            double f1 = precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
            scores.add(new ClassScore(labels.get(i), actual, precision, recall, f1));
        }
        return scores;
    }

    /**
     * Returns the mean F1 of the classes.
     *
     * @return 0 to 1
     */
    public double macroF1() {
        return classes().stream().mapToDouble(ClassScore::f1).average().orElse(0);
    }

    /**
     * Writes a row for each class, below a header: what an example is, then how often it was called what.
     *
     * @return comma-separated values
     */
    public String toCsv() {
        StringBuilder csv = new StringBuilder("actual");
        labels.forEach(label -> csv.append(',').append(quoted(label)));
        for (int i = 0; i < counts.length; i++) {
            csv.append('\n').append(quoted(labels.get(i)));
            Arrays.stream(counts[i]).forEach(count -> csv.append(',').append(count));
        }
        return csv.append('\n').toString();
    }

    /** A table to read: rows are what examples are, columns what they were called. */
    @Override
    public String toString() {
        int wide = Math.max(7, labels.stream().mapToInt(String::length).max().orElse(0) + 1);
        String cell = "%" + wide + "s";
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, cell, ""));
        labels.forEach(label -> table.append(String.format(Locale.ROOT, cell, label)));
        table.append(" precision recall     f1\n");
        for (ClassScore score : classes()) {
            table.append(String.format(Locale.ROOT, cell, score.label()));
            Arrays.stream(counts[labels.indexOf(score.label())])
                    .forEach(count -> table.append(String.format(Locale.ROOT, cell, count)));
            table.append(String.format(
                    Locale.ROOT, "    %6.3f %6.3f %6.3f%n", score.precision(), score.recall(), score.f1()));
        }
        return table.toString();
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    private static String quoted(String text) {
        return text.matches("[^\",\r\n]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
