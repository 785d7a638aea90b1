package dev.welkin.ai.anomaly;

import dev.welkin.ai.internal.saved.Envelope;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How much livelier or stiller than usual the series has become: the distance between the logarithms of the mean step
 * of late and of the mean step in the long run. It sees a change of noise, a stuck sensor, a burst of spikes.
 */
final class Restlessness {
    private static final double OF_LATE = 0.03;
    private static final double IN_THE_LONG_RUN = 0.001;
    private static final double FLOOR = 0.01;
    private static final double LARGEST_STEP = 20;

    private double late;
    private double usual;
    private double previous;
    private long count;

    /** Takes in a value; an unsettled mean takes in its step whole, a settled one at most twenty usual steps. */
    double next(double value, boolean settled) {
        double step = count == 0 ? 0 : Math.abs(value - previous);
        previous = value;
        count++;
        double taken = settled && usual > 0 ? Math.min(step, LARGEST_STEP * usual) : step;
        late += (taken - late) * Math.max(OF_LATE, 1.0 / count);
        usual += (taken - usual) * Math.max(IN_THE_LONG_RUN, 1.0 / count);
        return distance();
    }

    private double distance() {
        double floor = FLOOR * usual + Double.MIN_NORMAL;
        return Math.abs(StrictMath.log((late + floor) / (usual + floor)));
    }

    /** Takes the value for the one before, so that the step across a pause is none. */
    void skipTo(double value) {
        previous = value;
    }

    void save(DataOutput out) throws IOException {
        out.writeDouble(late);
        out.writeDouble(usual);
        out.writeDouble(previous);
        out.writeLong(count);
    }

    void load(DataInput in) throws IOException {
        late = Envelope.finite(in);
        usual = Envelope.finite(in);
        previous = Envelope.finite(in);
        count = in.readLong();
    }
}
