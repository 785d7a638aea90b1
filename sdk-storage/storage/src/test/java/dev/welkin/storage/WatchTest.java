package dev.welkin.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.welkin.Cloud;
import dev.welkin.storage.ObjectChange.Kind;
import dev.welkin.time.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchTest {
    private final ManualClock clock = new ManualClock();
    private final Cloud cloud = Cloud.builder()
            .config(Map.of("storage", Map.of("default", "memory:")))
            .clock(clock)
            .executor(Runnable::run)
            .open();
    private final Bucket bucket = Bucket.open(cloud);
    private final List<ObjectChange> changes = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void aWatchTellsWhatChangedSinceItsLastLook() {
        bucket.put("p/kept", new byte[1]);
        bucket.put("p/gone", new byte[1]);
        bucket.put("p/changed", new byte[1]);
        try (Watch watch = bucket.watch("p/", changes::add)) {
            bucket.put("p/new", new byte[2]);
            bucket.put("p/changed", new byte[2]);
            bucket.delete("p/gone");
            bucket.put("elsewhere", new byte[2]);
            assertThat(changes).isEmpty();

            clock.advance(Watch.DEFAULT_INTERVAL);

            assertThat(changes)
                    .extracting(ObjectChange::kind, ObjectChange::key)
                    .containsExactly(
                            tuple(Kind.UPDATED, "p/changed"),
                            tuple(Kind.CREATED, "p/new"),
                            tuple(Kind.DELETED, "p/gone"));
        }
    }

    @Test
    void aClosedWatchIsSilent() {
        Watch watch = bucket.watch("", changes::add);
        watch.close();
        bucket.put("new", new byte[1]);

        clock.advance(Duration.ofMinutes(1));

        assertThat(changes).isEmpty();
    }

    @Test
    void aHandlerThatFailsMissesNothingFurther() {
        try (Watch watch = bucket.watch("", change -> {
            changes.add(change);
            throw new IllegalStateException("no");
        })) {
            bucket.put("a", new byte[1]);
            clock.advance(Watch.DEFAULT_INTERVAL);
            bucket.put("b", new byte[1]);
            clock.advance(Watch.DEFAULT_INTERVAL);
        }

        assertThat(changes).extracting(ObjectChange::key).containsExactly("a", "b");
    }

    @Test
    void aBackendThatDoesNotAnswerIsAskedAgain() {
        Bucket flaky = bucket.chaos(Chaos.seed(5).withUnavailable(0.9));
        bucket.put("a", new byte[1]);
        try (Watch watch = new Watch(
                () -> changes.isEmpty() && clock.nanoTime() < 5_000_000_000L && clock.nanoTime() > 0
                        ? flaky.list("")
                        : bucket.list(""),
                Watch.DEFAULT_INTERVAL,
                changes::add,
                cloud.context(),
                "flaky")) {
            bucket.put("b", new byte[1]);

            clock.advance(Duration.ofSeconds(60));
        }

        assertThat(changes).extracting(ObjectChange::key).containsExactly("b");
    }
}
