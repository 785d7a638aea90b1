package dev.welkin.ai.anomaly;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How much busier or quieter the latest steps are than usual, as the size of the logarithm of their ratio. */
final class Variability implements Statistic {
    private static final double FORGETTING = 0.002;

    private final RecentValues steps;
    private double last;
    private double usualStep;

    Variability(int window) {
        steps = new RecentValues(window);
    }

    @Override
    public double next(long epochSecond, double value) {
        double step = steps.count() == 0 ? 0 : Math.abs(value - last);
        last = value;
        steps.push(step);
        double floor = usualStep * 1e-3 + 1e-12;
        double unusual = steps.count() < 2L * steps.size()
                ? 0
                : Math.abs(StrictMath.log((steps.mean() + floor) / (usualStep + floor)));
        usualStep += (step - usualStep) * Math.max(FORGETTING, 1.0 / steps.count());
        return unusual;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        steps.save(out);
        out.writeDouble(last);
        out.writeDouble(usualStep);
    }

    @Override
    public void load(DataInput in) throws IOException {
        steps.load(in);
        last = in.readDouble();
        usualStep = in.readDouble();
    }
}
