package dev.welkin.benchmarks;

import dev.welkin.Cloud;
import dev.welkin.ai.infer.InferenceModel;
import dev.welkin.ai.models.Model;
import dev.welkin.ai.models.ModelDescription;
import dev.welkin.ai.predict.BatchFunction;
import dev.welkin.ai.predict.Predictor;
import dev.welkin.ai.vision.Detection;
import dev.welkin.ai.vision.FaceDetection;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * The resident memory of a process whose predictor is asked 10,000 times by two callers, and swaps its model 20 times
 * meanwhile: {@code MODEL pooled|fresh}, the face detector's file, and whether callers keep their threads, as those of a
 * server do, or have fresh ones all the time. Give the JVM a heap of fixed size that is touched at the start ({@code
 * -Xms256m -Xmx256m -XX:+AlwaysPreTouch}), so that what grows is not the heap.
 */
final class MemoryBenchmark {
    private static final int SWAPS = 20;
    private static final int CALLS_PER_MODEL = 500;
    private static final int CALLERS = 2;

    private MemoryBenchmark() {}

    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[0]);
        ExecutorService threads = args[1].equals("pooled")
                ? Executors.newFixedThreadPool(CALLERS + 1)
                : new ThreadPoolExecutor(0, Integer.MAX_VALUE, 0, TimeUnit.SECONDS, new SynchronousQueue<>());
        try (Cloud cloud = Cloud.inMemory();
                Predictor<BufferedImage, List<Detection>> predictor =
                        Predictor.builder(cloud, open(file)).open()) {
            ask(threads, predictor, CALLS_PER_MODEL);
            long before = residentKilobytes();
            long highest = before;
            for (int swap = 1; swap <= SWAPS; swap++) {
                swapWhileAsked(threads, predictor, file);
                long now = residentKilobytes();
                highest = Math.max(highest, now);
                System.out.printf("swap %d: %.1f MB%n", swap, now / 1024.0);
            }
            System.out.printf(
                    "%s, %d calls over %d swaps: from %.1f MB after the first %d calls to %.1f MB, at most %.1f MB%n",
                    args[1],
                    SWAPS * CALLS_PER_MODEL,
                    SWAPS,
                    before / 1024.0,
                    CALLS_PER_MODEL,
                    residentKilobytes() / 1024.0,
                    highest / 1024.0);
        } finally {
            threads.shutdown();
        }
    }

    /** The model is swapped in the middle of the calls. */
    private static void swapWhileAsked(
            ExecutorService threads, Predictor<BufferedImage, List<Detection>> predictor, Path file)
            throws InterruptedException, ExecutionException {
        ask(threads, predictor, CALLS_PER_MODEL / 2);
        Future<?> swapping = threads.submit(() -> predictor.swap(open(file)));
        ask(threads, predictor, CALLS_PER_MODEL / 2);
        swapping.get();
    }

    private static void ask(ExecutorService threads, Predictor<BufferedImage, List<Detection>> predictor, int calls)
            throws InterruptedException, ExecutionException {
        List<? extends Future<?>> asking = IntStream.range(0, CALLERS)
                .mapToObj(i -> threads.submit(() -> askOften(predictor, calls / CALLERS)))
                .toList();
        for (Future<?> caller : asking) {
            caller.get();
        }
    }

    private static void askOften(Predictor<BufferedImage, List<Detection>> predictor, int calls) {
        BufferedImage image = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < calls; i++) {
            predictor.predict(image);
        }
    }

    private static BatchFunction<BufferedImage, List<Detection>> open(Path file) {
        ModelDescription about = ModelDescription.of("face-detection", "onnx");
        return InferenceModel.open(Model.of(about, file)).serving(FaceDetection.task());
    }

    private static long residentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
