package dev.welkin.benchmarks.s3;

import dev.welkin.storage.Bucket;
import dev.welkin.storage.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/**
 * Uploads a stream of unknown length and downloads as much, and prints how far the used heap, garbage included, rose
 * above what was used before, and the memory of direct buffers. The JVM's own limit is part of the measurement.
 */
final class WelkinHeap {
    private static final double MIB = 1 << 20;

    private final Bucket bucket;
    private final long bytes;

    private WelkinHeap(Bucket bucket, long bytes) {
        this.bucket = bucket;
        this.bytes = bytes;
    }

    public static void main(String[] args) throws Exception {
        try (WelkinClient client = new WelkinClient(args[0])) {
            long bytes = Long.parseLong(args[1]) << 30;
            client.put("1024", new byte[1024]);
            WelkinHeap heap = new WelkinHeap(client.bucket(), bytes);
            heap.measure("upload of unknown length", heap::upload);
            heap.measure("download", heap::download);
        }
    }

    private void measure(String what, Transfer transfer) throws Exception {
        System.gc();
        long base = used();
        Peak peak = new Peak();
        long start = System.nanoTime();
        transfer.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "| %s of %d GiB | %.0f | %.1f | %.1f | %.1f |%n",
                what,
                bytes >> 30,
                bytes / MIB / seconds,
                base / MIB,
                (peak.end() - base) / MIB,
                direct() / MIB);
    }

    private void upload() {
        bucket.put("large", new Zeros(bytes));
    }

    private void download() throws IOException {
        try (StoredObject object = bucket.get(String.valueOf(bytes))) {
            if (Drain.count(object.stream()) != bytes) {
                throw new IOException("the download was cut");
            }
        }
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long direct() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    private interface Transfer {
        void run() throws Exception;
    }

    /** Looks every 2 ms. */
    private static final class Peak {
        private final Thread watch = new Thread(this::watch);
        private volatile boolean ended;
        private volatile long highest;

        Peak() {
            watch.start();
        }

        private void watch() {
            while (!ended) {
                highest = Math.max(highest, used());
                try {
                    Thread.sleep(2);
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        long end() throws InterruptedException {
            ended = true;
            watch.join();
            return highest;
        }
    }

    /** So many zeros, of which nobody knows how many will come. */
    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long bytes) {
            left = bytes;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(length, left);
            Arrays.fill(into, offset, offset + count, (byte) 0);
            left -= count;
            return count;
        }
    }
}
