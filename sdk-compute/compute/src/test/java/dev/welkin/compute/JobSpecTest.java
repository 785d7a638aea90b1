package dev.welkin.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class JobSpecTest {
    private static final JobSpec SPEC = JobSpec.named("train");

    @Test
    void defaultsAreThese() {
        assertThat(SPEC.maxDuration()).isEqualTo(Duration.ofHours(24));
        assertThat(SPEC.resources()).isEqualTo(new Resources(1, 0, false));
        assertThat(SPEC.retry().causes())
                .containsExactlyInAnyOrder(
                        FailureCause.PREEMPTED, FailureCause.NO_CAPACITY, FailureCause.BACKEND_ERROR);
        assertThat(SPEC.retry().maxAttempts()).isEqualTo(3);
        assertThat(SPEC.retry().backoff()).isEqualTo(Duration.ofSeconds(1));
        assertThat(SPEC.retry().maxBackoff()).isEqualTo(Duration.ofMinutes(1));
        assertThat(SPEC.isDetached()).isFalse();
        assertThat(SPEC.idempotencyKey()).isEmpty();
        assertThat(Compute.DEFAULT_DRAIN).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void backOffDoublesUpToItsLongest() {
        JobRetry retry = JobRetry.byDefault();
        assertThat(List.of(retry.delayAfter(1), retry.delayAfter(2), retry.delayAfter(3), retry.delayAfter(60)))
                .containsExactly(
                        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofMinutes(1));
    }

    @Test
    void aSpecIsNotChangedByWhatIsDerivedFromIt() {
        JobSpec longer = SPEC.env("A", "1").maxDuration(Duration.ofDays(2)).detached();
        assertThat(longer.env()).containsEntry("A", "1");
        assertThat(SPEC.env()).isEmpty();
        assertThat(SPEC.maxDuration()).isEqualTo(Duration.ofHours(24));
        assertThat(SPEC.isDetached()).isFalse();
    }

    @Test
    void whatNoBackendCouldDoIsRefusedAtOnce() {
        refused(() -> JobSpec.named("../up"));
        refused(() -> JobSpec.named(""));
        refused(SPEC::command);
        refused(() -> SPEC.command("echo", "nul\0"));
        refused(() -> SPEC.javaMain("-jar"));
        refused(() -> SPEC.env("WELKIN_JOB_TASK", "x"));
        refused(() -> SPEC.env("A=B", "x"));
        refused(() -> SPEC.secret("A", "hunter2"));
        refused(() -> SPEC.input(BucketPath.in("b"), "../out"));
        refused(() -> SPEC.input(BucketPath.in("b"), "/etc"));
        refused(() -> SPEC.output("a/../../b"));
        refused(() -> SPEC.maxDuration(Duration.ZERO));
        refused(() -> SPEC.idempotencyKey(""));
        refused(() -> Resources.cpus(0));
        refused(() -> Resources.cpus(Double.NaN));
        refused(() -> Resources.memory(-1));
        refused(() -> JobRetry.none().attempts(0));
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aSpecPrintsNoArgument() {
        assertThat(SPEC.command("login", "hunter2").env("KEY", "hunter2")).hasToString("JobSpec[train runs Command]");
    }

    @Test
    void aLogLinePrintsItsControlCharactersEscaped() {
        LogLine line = new LogLine(1, LogLine.Source.STDERR, "red \u001b[31m\rgone");
        assertThat(line).hasToString("[stderr] red \\u001b[31m\\rgone");
    }
}
