package dev.welkin.events.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.testkit.ChildJvm;
import dev.welkin.testkit.History.Fact;
import dev.welkin.testkit.HistoryCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A JVM that publishes and consumes is killed again and again; afterwards nothing confirmed is missing and every key is
 * in order. A round counts only if its kill landed with unconfirmed publishes or unacknowledged deliveries in flight.
 */
class CrashTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @Test
    void nothingConfirmedIsLostInThreeKills() {
        killAndCheck(3);
    }

    @Test
    @Tag("soak")
    void nothingConfirmedIsLostInFiftyKills() {
        killAndCheck(50);
    }

    private void killAndCheck(int rounds) {
        Random random = new Random(rounds);
        int withPublishes = 0;
        int withDeliveries = 0;
        int counted = 0;
        for (int round = 0; counted < rounds; round++) {
            assertThat(round).as("rounds tried").isLessThan(rounds * 3 + 10);
            HistoryCheck before = killOnce(round, random);
            boolean publishes = inFlight(before, Fact.SENT, Fact.CONFIRMED) > 0;
            boolean deliveries = inFlight(before, Fact.DELIVERED, Fact.ACKED) > 0;
            withPublishes += publishes ? 1 : 0;
            withDeliveries += deliveries ? 1 : 0;
            counted += publishes || deliveries ? 1 : 0;
        }
        System.out.printf(
                "kills with work in flight: %d (unconfirmed publishes in %d, unacknowledged deliveries in %d)%n",
                counted, withPublishes, withDeliveries);
        check();
    }

    private HistoryCheck killOnce(int round, Random random) {
        try (ChildJvm worker = ChildJvm.of(CrashWorker.class)
                .heapMegabytes(256)
                .arguments(folder.toString(), "work", String.valueOf(round))
                .start()) {
            worker.awaitLine("working", LONG);
            Thread.sleep(random.nextInt(400));
            worker.kill();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return HistoryCheck.read(CrashWorker.history(folder));
    }

    private static int inFlight(HistoryCheck history, Fact begun, Fact ended) {
        Set<String> open = history.ids(begun);
        open.removeAll(history.ids(ended));
        return open.size();
    }

    private void check() {
        try (ChildJvm drain = ChildJvm.start(CrashWorker.class, folder.toString(), "drain", "0")) {
            assertThat(drain.exitCode(LONG)).as(() -> drain.output().toString()).isZero();
        }
        HistoryCheck history = HistoryCheck.read(CrashWorker.history(folder));
        System.out.printf(
                "sent %d, confirmed %d, delivered %d%n",
                history.ids(Fact.SENT).size(),
                history.ids(Fact.CONFIRMED).size(),
                history.ids(Fact.DELIVERED).size());
        assertThat(history.ids(Fact.CONFIRMED)).isNotEmpty();
        assertThat(history.lost()).as("confirmed and never delivered").isEmpty();
        assertThat(history.invented()).as("delivered and never sent").isEmpty();
        assertThat(history.outOfOrder()).as("keys out of order").isEmpty();
    }
}
