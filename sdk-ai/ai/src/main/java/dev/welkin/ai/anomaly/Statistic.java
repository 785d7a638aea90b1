package dev.welkin.ai.anomaly;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * One way in which a reading can be unusual, as a number of no fixed scale: the larger, the more unusual. Its
 * {@link TailProbability} makes the scales comparable.
 */
interface Statistic {
    /** Takes in the next reading and says how unusual it is; 0 while too little has been seen. */
    double next(long epochSecond, double value);

    /** Writes all that {@link #next} depends on. */
    void save(DataOutput out) throws IOException;

    /** Reads what {@link #save} wrote. */
    void load(DataInput in) throws IOException;
}
