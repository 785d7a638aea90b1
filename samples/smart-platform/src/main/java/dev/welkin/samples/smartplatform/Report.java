package dev.welkin.samples.smartplatform;

import dev.welkin.ai.anomaly.AlarmQuality;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The page that shows it: one file, no script, nothing loaded from anywhere. The same readings give the same bytes. */
final class Report {
    private static final String STYLE = """
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 1060px; margin: 2rem auto; padding: 0 1rem; color: #1d2733; background: #fff }
            h1 { font-size: 1.5rem; margin-bottom: 0 } h2 { font-size: 1.05rem; margin: 2rem 0 .2rem }
            .note { color: #5a6775; margin-top: .2rem } svg { width: 100%; display: block; border: 1px solid #dde3ea; border-radius: 4px; background: #fbfcfd }
            svg text { font: 11px system-ui, sans-serif; fill: #5a6775 }
            .line { fill: none; stroke: #3b6ea5; stroke-width: 1 } .window { fill: #f6d58b; opacity: .65 }
            .alarm line { stroke-width: 1.2; stroke-dasharray: 3 3 } .hit line { stroke: #1b7f4d } .hit circle { fill: #1b7f4d } .miss line { stroke: #c0392b } .miss circle { fill: #c0392b }
            table { border-collapse: collapse; margin: 1rem 0 } td, th { padding: .25rem .9rem .25rem 0; text-align: right; border-bottom: 1px solid #e6ebf0 } td:first-child, th:first-child { text-align: left }
            .key span { display: inline-block; margin-right: 1.2rem } .key i { display: inline-block; width: .8rem; height: .8rem; margin-right: .35rem; border-radius: 2px; vertical-align: -1px }
            blockquote { white-space: pre-wrap; border-left: 3px solid #3b6ea5; margin: .5rem 0; padding: .2rem 1rem; background: #f4f7fa; font-size: .9rem }
            """;

    private final List<Sensor> sensors;
    private final List<Alarm> alarms;

    Report(List<Sensor> sensors, List<Alarm> alarms) {
        this.sensors = sensors;
        this.alarms = alarms;
    }

    AlarmQuality quality() {
        return sensors.stream().map(this::quality).reduce(AlarmQuality.NONE, AlarmQuality::plus);
    }

    void write(Path file, String question, String answer) {
        StringBuilder html = new StringBuilder();
        html.append(
                "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Smart platform</title>\n<style>\n");
        html.append(STYLE).append("</style></head><body>\n<h1>Which readings look wrong</h1>\n");
        html.append(
                "<p class=\"note\">Series of the Numenta Anomaly Benchmark whose cause is known, scored as they came.</p>\n");
        html.append("<p class=\"key\"><span><i style=\"background:#f6d58b\"></i>labelled by people</span>");
        html.append("<span><i style=\"background:#1b7f4d\"></i>alarm in a labelled window</span>");
        html.append("<span><i style=\"background:#c0392b\"></i>alarm elsewhere</span></p>\n")
                .append(table());
        sensors.forEach(sensor -> html.append(section(sensor)));
        html.append("<h2>")
                .append(escape(question))
                .append("</h2>\n<blockquote>")
                .append(escape(answer));
        html.append("</blockquote>\n</body></html>\n");
        save(file, html.toString());
    }

    private String table() {
        StringBuilder rows = new StringBuilder("<table><tr><th>series</th><th>readings</th><th>alarms</th>"
                + "<th>in a window</th><th>windows found</th></tr>\n");
        sensors.forEach(sensor -> rows.append(row(sensor.name(), sensor.rows(), quality(sensor))));
        int readings = sensors.stream().mapToInt(Sensor::rows).sum();
        return rows.append(row("all", readings, quality())).append("</table>\n").toString();
    }

    private static String row(String name, int readings, AlarmQuality q) {
        return String.format(
                Locale.ROOT,
                "<tr><td>%s</td><td>%d</td><td>%d</td><td>%d</td><td>%d of %d</td></tr>%n",
                escape(name),
                readings,
                q.alarms(),
                q.alarmsInWindows(),
                q.windowsFound(),
                q.windows());
    }

    private String section(Sensor sensor) {
        return "<h2>" + escape(sensor.name()) + "</h2>\n" + new Chart(sensor, alarms(sensor)).toSvg();
    }

    private AlarmQuality quality(Sensor sensor) {
        return AlarmQuality.of(alarms(sensor).stream().map(Alarm::time).toList(), sensor.windows());
    }

    private List<Alarm> alarms(Sensor sensor) {
        return alarms.stream().filter(a -> a.series().equals(sensor.name())).toList();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static void save(Path file, String html) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, html);
        } catch (IOException e) {
            throw new UncheckedIOException("The report cannot be written to " + file, e);
        }
    }
}
