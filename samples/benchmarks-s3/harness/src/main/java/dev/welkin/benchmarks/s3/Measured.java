package dev.welkin.benchmarks.s3;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs one client: makes its first put and get, prints how many milliseconds after the JVM's start they were done, and
 * then reads lines {@code CASE CALLERS MILLIS} and answers each with a figure.
 */
public final class Measured {
    private static final int SMALL = 1024;
    private static final int LARGE = 64 << 20;

    private Measured() {}

    /** Measures until the input ends, and closes the client. */
    public static void run(long jvmStartMillis, Client client) throws Exception {
        try (client) {
            client.put("1024", new byte[SMALL]);
            client.get("1024");
            System.out.println(System.currentTimeMillis() - jvmStartMillis);
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ", 3);
                double figure = round(client, words[0], Integer.parseInt(words[1]), Long.parseLong(words[2]));
                System.out.println(String.format(Locale.ROOT, "%.1f", figure));
            }
        }
    }

    private static double round(Client client, String what, int callers, long millis) throws Exception {
        return switch (what) {
            case "put" -> rate(callers, millis, new byte[SMALL], bytes -> client.put("1024", bytes));
            case "get" -> rate(callers, millis, new byte[0], bytes -> client.get("1024"));
            case "putLarge" -> 64 * rate(callers, millis, new byte[LARGE], bytes -> client.put("big", bytes));
            case "getLarge" -> 64 * rate(callers, millis, new byte[0], bytes -> client.get(String.valueOf(LARGE)));
            case "list" -> 1000 / rate(callers, millis, new byte[0], bytes -> client.list());
            default -> throw new IOException("no such case: " + what);
        };
    }

    /** Calls per second. */
    private static double rate(int callers, long millis, byte[] content, Call call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            long start = System.nanoTime();
            long end = start + millis * 1_000_000;
            List<Future<Long>> counts = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                counts.add(threads.submit(() -> count(end, content, call)));
            }
            long calls = 0;
            for (Future<Long> count : counts) {
                calls += count.get();
            }
            return calls * 1e9 / (System.nanoTime() - start);
        } finally {
            threads.shutdown();
        }
    }

    private static long count(long end, byte[] content, Call call) throws Exception {
        long calls = 0;
        do {
            call.run(content);
            calls++;
        } while (System.nanoTime() < end);
        return calls;
    }

    private interface Call {
        void run(byte[] content) throws Exception;
    }
}
