package dev.welkin.ai.anomaly;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The step from the last reading to this one, in units of the usual step. */
final class Spike implements Statistic {
    private static final double FORGETTING = 0.002;
    private static final int SETTLED = 50;
    private static final double CLIP = 20;

    private double last;
    private double usualStep;
    private long count;

    @Override
    public double next(long epochSecond, double value) {
        double step = count == 0 ? 0 : Math.abs(value - last);
        double unusual = count < 10 ? 0 : step / (usualStep + 1e-9 * (1 + Math.abs(last)));
        count++;
        // one wild step must not make the next ones look usual
        double learnt = count <= SETTLED ? step : Math.min(step, CLIP * usualStep + 1e-12);
        usualStep += (learnt - usualStep) * Math.max(FORGETTING, 1.0 / count);
        last = value;
        return unusual;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeDouble(last);
        out.writeDouble(usualStep);
        out.writeLong(count);
    }

    @Override
    public void load(DataInput in) throws IOException {
        last = in.readDouble();
        usualStep = in.readDouble();
        count = in.readLong();
    }
}
