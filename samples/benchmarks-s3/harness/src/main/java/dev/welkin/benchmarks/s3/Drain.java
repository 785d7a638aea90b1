package dev.welkin.benchmarks.s3;

import java.io.IOException;
import java.io.InputStream;

/** Reads streams to their end, in pieces of 64 KiB. */
public final class Drain {
    private Drain() {}

    /** Returns how many bytes there were. */
    public static long count(InputStream in) throws IOException {
        byte[] buffer = new byte[64 << 10];
        long all = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            all += count;
        }
        return all;
    }
}
