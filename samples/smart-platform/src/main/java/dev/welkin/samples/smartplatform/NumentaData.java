package dev.welkin.samples.smartplatform;

import dev.welkin.ai.anomaly.LabelledWindow;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The series of the Numenta Anomaly Benchmark whose cause is known, shipped in this jar under their MIT licence. */
final class NumentaData {
    private NumentaData() {}

    /** Returns each series, and copies of it under names of their own if more are asked for. */
    static List<Sensor> sensors(int copies) {
        List<Sensor> sensors = new ArrayList<>();
        windows().forEach((name, windows) -> {
            Sensor sensor = sensor(name, windows);
            sensors.add(sensor);
            for (int copy = 2; copy <= copies; copy++) {
                sensors.add(sensor.named(name + "-" + copy));
            }
        });
        return sensors;
    }

    private static Map<String, List<LabelledWindow>> windows() {
        Map<String, List<LabelledWindow>> windows = new LinkedHashMap<>();
        for (String[] row : csv("windows.csv")) {
            windows.computeIfAbsent(row[0], name -> new ArrayList<>())
                    .add(new LabelledWindow(instant(row[1]), instant(row[2])));
        }
        return windows;
    }

    private static Sensor sensor(String name, List<LabelledWindow> windows) {
        List<String[]> rows = csv(name + ".csv");
        long[] times =
                rows.stream().mapToLong(r -> instant(r[0]).toEpochMilli()).toArray();
        double[] values =
                rows.stream().mapToDouble(r -> Double.parseDouble(r[1])).toArray();
        return new Sensor(name, times, values, windows);
    }

    private static List<String[]> csv(String name) {
        var resource = Objects.requireNonNull(NumentaData.class.getResourceAsStream("/nab/" + name), name);
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).map(line -> line.split(",", -1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Instant instant(String time) {
        return LocalDateTime.parse(time.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    }
}
