package dev.welkin.ai.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class BatchPropertyTest {
    /** What the step does with an input. */
    enum Fate {
        GOOD(0),
        FAILS_ONCE(1),
        FAILS_TWICE(2),
        FAILS_ALWAYS(Integer.MAX_VALUE),
        CORRUPTED(Integer.MAX_VALUE);

        private final int failures;

        Fate(int failures) {
            this.failures = failures;
        }

        boolean hasResult() {
            return failures < BatchInference.DEFAULT_ATTEMPTS;
        }
    }

    @Property(tries = 100)
    void everyInputHasOneResultOrOneFailure(
            @ForAll @Size(max = 60) List<Fate> fates, @ForAll @IntRange(min = 1, max = 5) int threads) {
        try (Cloud cloud = Cloud.inMemory()) {
            Steps.putMany(cloud, fates.size());
            List<String> failed = new ArrayList<>();

            BatchReport report =
                    batch(fates).onFailure(f -> failed.add(f.key())).run(cloud, LocalThreads.of(threads));

            assertThat(failed).containsExactlyInAnyOrderElementsOf(keys(fates, false));
            assertThat(Steps.results(cloud).keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            keys(fates, true).stream().map("v1/"::concat).toList());
            assertThat(report.inputs()).isEqualTo(fates.size());
            assertThat(report.failed()).isEqualTo(failed.size());
            assertThat(report.done() + report.failed()).isEqualTo(fates.size());
        }
    }

    /** However often a run breaks off, and whatever changes in between, the last one leaves the right results. */
    @Property(tries = 60)
    void runsThatBreakOffAddUpToOneWholeRun(
            @ForAll @Size(min = 1, max = 40) List<Fate> fates,
            @ForAll @Size(max = 5) List<@IntRange(min = 1, max = 40) Integer> breaks,
            @ForAll @IntRange(min = 1, max = 4) int threads) {
        try (Cloud cloud = Cloud.inMemory()) {
            Steps.putMany(cloud, fates.size());
            for (int after : breaks) {
                breakOff(cloud, fates, after, threads);
                Steps.put(cloud, Steps.key(after % fates.size()), "changed after " + after);
            }

            BatchReport last = Steps.batch().run(cloud, LocalThreads.of(threads));

            assertThat(last.complete()).isTrue();
            assertThat(Steps.results(cloud)).isEqualTo(expected(fates.size(), breaks));
            assertThat(Steps.batch().run(cloud).kept()).isEqualTo(fates.size());
        }
    }

    private static void breakOff(Cloud cloud, List<Fate> fates, int after, int threads) {
        try {
            batch(fates)
                    .onProgress(p -> {
                        if (p.done() + p.kept() + p.failed() == after) {
                            throw new Break();
                        }
                    })
                    .run(cloud, LocalThreads.of(threads));
        } catch (Break e) {
            assertThat(after).isLessThanOrEqualTo(fates.size());
        }
    }

    private static Map<String, String> expected(int count, List<Integer> breaks) {
        Map<String, String> expected = Steps.expected(count);
        breaks.forEach(after -> expected.put("v1/" + Steps.key(after % count), "CHANGED AFTER " + after));
        return expected;
    }

    private static BatchInference batch(List<Fate> fates) {
        Map<String, Integer> attempts = new ConcurrentHashMap<>();
        return Steps.batch().step(cloud -> input -> {
            int number = Integer.parseInt(input.key().replaceAll("\\D", ""));
            int attempt = attempts.merge(input.key(), 1, Integer::sum);
            Fate fate = fates.get(number);
            if (fate == Fate.CORRUPTED) {
                throw CloudException.of(ErrorCode.CORRUPTED, "no text");
            }
            if (attempt <= fate.failures) {
                throw new IllegalStateException("attempt " + attempt);
            }
            return Steps.upper(input);
        });
    }

    private static List<String> keys(List<Fate> fates, boolean withResult) {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < fates.size(); i++) {
            if (fates.get(i).hasResult() == withResult) {
                keys.add(Steps.key(i));
            }
        }
        return keys;
    }

    private static final class Break extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
