package dev.welkin.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.welkin.testkit.History.Fact;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    @TempDir
    Path folder;

    @Test
    void nothingIsWrongWithAFaithfulHistory() {
        try (History history = History.open(file())) {
            for (String id : new String[] {"1", "2"}) {
                history.sent("a", id);
                history.confirmed("a", id);
                history.delivered("a", id);
                history.acked("a", id);
            }
        }
        HistoryCheck check = HistoryCheck.read(file());
        assertThat(check.entries()).hasSize(8);
        assertThat(check.lost()).isEmpty();
        assertThat(check.invented()).isEmpty();
        assertThat(check.outOfOrder()).isEmpty();
        assertThat(check.deliveredAfterAck()).isEmpty();
    }

    @Test
    void whatWasConfirmedAndNeverArrivedIsLost() {
        try (History history = History.open(file())) {
            history.sent("a", "1");
            history.confirmed("a", "1");
            history.sent("a", "2");
        }
        assertThat(HistoryCheck.read(file()).lost()).containsExactly("1");
    }

    @Test
    void whatArrivedUnsentIsInvented() {
        try (History history = History.open(file())) {
            history.sent("a", "1");
            history.delivered("a", "9");
        }
        assertThat(HistoryCheck.read(file()).invented()).containsExactly("9");
    }

    @Test
    void overtakingWithinAKeyIsSeenAndAcrossKeysIsNot() {
        try (History history = History.open(file())) {
            history.sent("a", "1");
            history.sent("a", "2");
            history.sent("b", "3");
            history.delivered("b", "3");
            history.delivered("a", "2");
            history.delivered("a", "1");
        }
        assertThat(HistoryCheck.read(file()).outOfOrder()).containsExactly("key a: 1 arrived after 2");
    }

    @Test
    void aRedeliveryIsInOrderUnlessItWasAcknowledged() {
        try (History history = History.open(file())) {
            history.sent("a", "1");
            history.sent("a", "2");
            history.delivered("a", "1");
            history.delivered("a", "2");
            history.acked("a", "2");
            history.delivered("a", "1");
            history.delivered("a", "2");
        }
        HistoryCheck check = HistoryCheck.read(file());
        assertThat(check.outOfOrder()).isEmpty();
        assertThat(check.deliveredAfterAck()).containsExactly("2");
    }

    @Test
    void factsSurviveAKillAndATornLineIsLeftOut() throws Exception {
        try (ChildJvm child = ChildJvm.start(Writer.class, file().toString())) {
            child.awaitLine("written", Duration.ofSeconds(30));
            child.kill();
        }
        Files.writeString(file(), "CONFIRMED\ta", StandardOpenOption.APPEND);
        assertThat(HistoryCheck.read(file()).ids(Fact.CONFIRMED)).hasSize(100);
    }

    @Test
    void aKeyWithATabIsRefused() {
        try (History history = History.open(file())) {
            assertThatIllegalArgumentException().isThrownBy(() -> history.sent("a\tb", "1"));
        }
    }

    private Path file() {
        return folder.resolve("history");
    }

    static final class Writer {
        private Writer() {}

        public static void main(String[] args) throws InterruptedException {
            History history = History.open(Path.of(args[0]));
            for (int i = 0; i < 100; i++) {
                history.confirmed("key", "id-" + i);
            }
            System.out.println("written");
            Thread.sleep(60_000);
        }
    }
}
