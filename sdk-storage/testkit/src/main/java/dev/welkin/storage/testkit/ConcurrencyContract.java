package dev.welkin.storage.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.PutOptions;
import dev.welkin.storage.StorageFeature;
import dev.welkin.storage.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Several writers at once. */
@Requires(StorageFeature.WRITE)
public abstract class ConcurrencyContract extends BucketContract {
    private static final int WRITERS = 16;

    /** For subclasses. */
    protected ConcurrencyContract() {}

    @Test
    @Requires(StorageFeature.CONDITIONAL_CREATE)
    void ofSixteenCreatorsExactlyOneWins() throws Exception {
        for (int round = 0; round < 10; round++) {
            String key = "race/" + round;
            List<Boolean> won = race(writer -> () -> create(key, writer));

            assertThat(won).filteredOn(w -> w).hasSize(1);
            assertThat(read(key)).isEqualTo("writer " + won.indexOf(true));
        }
    }

    @Test
    @Requires(StorageFeature.CONDITIONAL_UPDATE)
    void racingCountersLoseNoIncrement() throws Exception {
        bucket().put("counter", bytes("0"));

        race(writer -> () -> {
            for (int i = 0; i < 5; i++) {
                increment();
            }
            return true;
        });

        assertThat(read("counter")).isEqualTo(String.valueOf(WRITERS * 5));
    }

    @Test
    void aReaderNeverSeesHalfAWrite() throws Exception {
        bucket().put("key", bytes("0".repeat(50_000)));

        List<Boolean> whole = race(writer -> () -> writer % 2 == 0 ? writeOver(writer) : readWhole());

        assertThat(whole).containsOnly(true);
    }

    @Test
    @Requires(StorageFeature.FLAT_KEYS)
    void foldersComeAndGoUnderWriters() throws Exception {
        race(writer -> () -> {
            for (int i = 0; i < 20; i++) {
                String key = writer % 4 == 0 ? "a" : "a/b" + writer % 4 + "/" + writer;
                bucket().put(key, bytes(key));
                bucket().delete(key);
            }
            return true;
        });

        assertThat(bucket().list("")).isEmpty();
    }

    private boolean create(String key, int writer) {
        try {
            bucket().put(key, bytes("writer " + writer), PutOptions.mode(PutMode.create()));
            return true;
        } catch (CloudException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.ALREADY_EXISTS);
            return false;
        }
    }

    private void increment() {
        boolean done = false;
        while (!done) {
            try (StoredObject object = bucket().get("counter")) {
                int value = Integer.parseInt(new String(object.bytes(), java.nio.charset.StandardCharsets.UTF_8));
                ObjectInfo info = object.info();
                bucket().put(
                                "counter",
                                bytes(String.valueOf(value + 1)),
                                PutOptions.mode(PutMode.update(info.token())));
                done = true;
            } catch (CloudException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.PRECONDITION_FAILED);
            }
        }
    }

    private boolean writeOver(int writer) {
        for (int i = 0; i < 20; i++) {
            bucket().put("key", bytes(String.valueOf((char) ('a' + writer)).repeat(40_000 + writer)));
        }
        return true;
    }

    private boolean readWhole() {
        for (int i = 0; i < 20; i++) {
            assertThat(read("key").chars().distinct().count()).isEqualTo(1);
        }
        return true;
    }

    private static List<Boolean> race(java.util.function.IntFunction<Callable<Boolean>> writer) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                calls.add(writer.apply(i));
            }
            List<Boolean> results = new ArrayList<>();
            for (Future<Boolean> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new AssertionError("a writer failed", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
