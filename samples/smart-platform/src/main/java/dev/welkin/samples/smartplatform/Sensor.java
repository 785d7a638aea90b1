package dev.welkin.samples.smartplatform;

import dev.welkin.ai.anomaly.LabelledWindow;
import java.util.List;

/**
 * A series and what people have labelled in it.
 *
 * @param name for example {@code nyc_taxi}
 * @param epochMillis when each reading was taken
 * @param values the readings
 * @param windows the labelled windows; used only to judge the alarms
 */
@SuppressWarnings("ArrayRecordComponent") // tens of thousands of numbers, only read
record Sensor(String name, long[] epochMillis, double[] values, List<LabelledWindow> windows) {
    int rows() {
        return values.length;
    }

    Sensor named(String other) {
        return new Sensor(other, epochMillis, values, windows);
    }
}
