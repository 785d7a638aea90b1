package dev.welkin.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChildJvmTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void aMainClassRunsOnTheClassPathOfItsTest() {
        try (ChildJvm child = ChildJvm.start(Talker.class, "hello", "7")) {
            assertThat(child.awaitLine("said", SOON)).isEqualTo("said hello");
            assertThat(child.exitCode(SOON)).isEqualTo(7);
        }
    }

    @Test
    void aKilledJvmEndsInTheMiddleOfItsWork() {
        try (ChildJvm child = ChildJvm.of(Talker.class)
                .arguments("wait", "0")
                .heapMegabytes(32)
                .start()) {
            child.awaitLine("said", SOON);
            child.kill();
            assertThat(child.handle().isAlive()).isFalse();
            assertThat(child.output()).doesNotContain("done");
        }
    }

    @Test
    void aJvmThatEndsTooEarlyShowsItsOutput() {
        try (ChildJvm child = ChildJvm.start(Talker.class, "hello", "0")) {
            assertThatThrownBy(() -> child.awaitLine("never", SOON))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("said hello");
        }
    }

    static final class Talker {
        private Talker() {}

        public static void main(String[] args) throws InterruptedException {
            System.out.println("said " + args[0]);
            if (args[0].equals("wait")) {
                Thread.sleep(60_000);
            }
            System.out.println("done");
            System.exit(Integer.parseInt(args[1]));
        }
    }
}
