package dev.welkin.samples.imagecnn;

import dev.welkin.ai.train.ClassScore;
import dev.welkin.ai.train.ConfusionMatrix;
import dev.welkin.ai.train.ImageFolder;
import dev.welkin.ai.train.Split;
import dev.welkin.ai.train.TrainedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Curves, confusion and numbers as files. */
record Report(Path folder) {
    /** Writes all files and returns the page. */
    Path write(Split<ImageFolder> data, TrainedModel trained) {
        write("history.csv", trained.history().toCsv());
        write("history.svg", trained.history().toSvg());
        write("history.png", trained.history().toPng());
        write("confusion.csv", trained.confusion().toCsv());
        return write("index.html", page(data, trained));
    }

    private static String page(Split<ImageFolder> data, TrainedModel trained) {
        return String.format(
                Locale.ROOT,
                """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>image-cnn</title><style>
                body { font-family: sans-serif; max-width: 64em; margin: 2em auto; color: #24292f }
                td, th { padding: .3em .8em; text-align: right } th { font-weight: normal; color: #57606a }
                svg { max-width: 100%%; height: auto }
                </style></head><body>
                <h1>%.1f %% of %d validation images told rightly</h1>
                <p>Learned from %d images of %s. The validation images also chose the best epoch, so on others it may tell fewer.</p>
                %s
                <h2>What is taken for what</h2>
                %s
                </body></html>
                """,
                100 * trained.confusion().accuracy(),
                data.validation().size() - unreadable(data, trained),
                data.train().size(),
                escaped(String.join(", ", trained.labels())),
                trained.history().toSvg(),
                table(trained.confusion()));
    }

    private static long unreadable(Split<ImageFolder> data, TrainedModel trained) {
        return trained.skipped().stream()
                .filter(s -> data.validation().names().contains(s.name()))
                .count();
    }

    private static String table(ConfusionMatrix confusion) {
        StringBuilder table = new StringBuilder("<table><tr><th>is \\ called</th>");
        confusion.labels().forEach(label -> table.append(cell("th", escaped(label))));
        table.append("<th>precision</th><th>recall</th><th>F1</th></tr>\n");
        List<ClassScore> scores = confusion.classes();
        for (int i = 0; i < scores.size(); i++) {
            ClassScore score = scores.get(i);
            table.append("<tr>").append(cell("th", escaped(score.label())));
            for (int j = 0; j < scores.size(); j++) {
                table.append(count(confusion.count(i, j), score.examples()));
            }
            table.append(number(score.precision())).append(number(score.recall())).append(number(score.f1()));
            table.append("</tr>\n");
        }
        return table.append("</table>").toString();
    }

    /** The darker, the larger a share of the row. */
    private static String count(int count, int all) {
        double share = all == 0 ? 0 : (double) count / all;
        return String.format(Locale.ROOT, "<td style=\"background:rgba(31,111,235,%.2f)\">%d</td>", 0.6 * share, count);
    }

    private static String number(double value) {
        return cell("td", String.format(Locale.ROOT, "%.3f", value));
    }

    private static String cell(String kind, String content) {
        return "<" + kind + ">" + content + "</" + kind + ">";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private Path write(String name, String content) {
        return write(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private Path write(String name, byte[] content) {
        try {
            Files.createDirectories(folder);
            return Files.write(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
