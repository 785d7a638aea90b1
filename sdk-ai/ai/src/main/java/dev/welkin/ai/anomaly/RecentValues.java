package dev.welkin.ai.anomaly;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The latest few values, in a ring, and their mean. */
final class RecentValues {
    private final double[] ring;
    private long count;

    RecentValues(int size) {
        ring = new double[size];
    }

    /** Adds a value and returns the one it replaces, 0 while the ring is not full. */
    double push(double value) {
        int place = (int) (count % ring.length);
        double leaving = ring[place];
        ring[place] = value;
        count++;
        return leaving;
    }

    boolean isFull() {
        return count >= ring.length;
    }

    long count() {
        return count;
    }

    int size() {
        return ring.length;
    }

    /** Summed anew each time: a running sum would drift, and a restart would then differ. */
    double mean() {
        double sum = 0;
        for (double value : ring) {
            sum += value;
        }
        return sum / ring.length;
    }

    void save(DataOutput out) throws IOException {
        out.writeLong(count);
        for (double value : ring) {
            out.writeDouble(value);
        }
    }

    void load(DataInput in) throws IOException {
        count = in.readLong();
        for (int i = 0; i < ring.length; i++) {
            ring[i] = in.readDouble();
        }
    }
}
