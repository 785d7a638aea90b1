package dev.welkin.samples.smartplatform;

import dev.welkin.events.EventPublisher;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * One reading of a sensor, as an event and as a line of a stored batch.
 *
 * @param series the sensor
 * @param row its number in the series, from 0
 * @param epochMillis when it was read
 * @param value what was read
 * @param publishedMicros when it was published, for latency
 */
record SensorReading(String series, int row, long epochMillis, double value, long publishedMicros) {
    private static final String TYPE = "dev.welkin.samples.reading";
    private static final String CSV = "text/csv";
    private static final URI SOURCE = URI.create("urn:welkin:smart-platform");

    CloudEvent toEvent() {
        return CloudEventBuilder.v1()
                .withId(series + "/" + row)
                .withSource(SOURCE)
                .withType(TYPE)
                .withExtension(EventPublisher.PARTITION_KEY, series)
                .withData(CSV, toLine().getBytes(StandardCharsets.UTF_8))
                .build();
    }

    static SensorReading of(CloudEvent event) {
        byte[] data =
                Objects.requireNonNull(event.getData(), "a reading has data").toBytes();
        return parse(new String(data, StandardCharsets.UTF_8));
    }

    String toLine() {
        return series + ',' + row + ',' + epochMillis + ',' + value + ',' + publishedMicros;
    }

    static SensorReading parse(String line) {
        String[] fields = line.split(",", -1);
        return new SensorReading(
                fields[0],
                Integer.parseInt(fields[1]),
                Long.parseLong(fields[2]),
                Double.parseDouble(fields[3]),
                Long.parseLong(fields[4]));
    }
}
