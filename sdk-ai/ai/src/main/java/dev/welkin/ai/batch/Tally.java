package dev.welkin.ai.batch;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.batch.spi.BatchOutcome;
import dev.welkin.spi.Shown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Counts what became of the inputs, and ends a run that can only fail. For one thread at a time. */
final class Tally {
    /** What speaks of a bucket, a provider or a model that does not answer, and not of an input. */
    private static final Set<ErrorCode> TROUBLE = EnumSet.of(
            ErrorCode.UNAUTHENTICATED,
            ErrorCode.PERMISSION_DENIED,
            ErrorCode.RATE_LIMITED,
            ErrorCode.QUOTA_EXCEEDED,
            ErrorCode.OVERLOADED,
            ErrorCode.UNAVAILABLE,
            ErrorCode.TIMEOUT);

    private final InputWalk inputs;
    private final int giveUpAfter;
    private final Consumer<BatchProgress> progress;
    private final Consumer<BatchFailure> listener;
    private final List<BatchFailure> failures = new ArrayList<>();
    private long done;
    private long kept;
    private long failed;
    private int troubles;

    Tally(InputWalk inputs, int giveUpAfter, Consumer<BatchProgress> progress, Consumer<BatchFailure> listener) {
        this.inputs = inputs;
        this.giveUpAfter = giveUpAfter;
        this.progress = progress;
        this.listener = listener;
    }

    void accept(BatchOutcome outcome) {
        if (outcome instanceof BatchOutcome.Done ok) {
            done++;
            troubles = 0;
            tell(ok.key());
        } else if (outcome instanceof BatchOutcome.Kept ok) {
            kept++;
            troubles = 0;
            tell(ok.key());
        } else if (outcome instanceof BatchOutcome.Failed bad) {
            fail(bad.failure());
        } else if (outcome instanceof BatchOutcome.Halted end) {
            throw end.failure();
        }
    }

    BatchReport report(Duration took) {
        if (done + kept + failed != inputs.listed()) {
            throw CloudException.of(
                    ErrorCode.INTERNAL,
                    "Of " + inputs.listed() + " inputs the batch's runner told what became of " + (done + kept + failed)
                            + "; please report it. Running again is safe");
        }
        return new BatchReport(inputs.listed(), done, kept, failed, failures, took);
    }

    private void fail(BatchFailure failure) {
        failed++;
        troubles = TROUBLE.contains(failure.code()) ? troubles + 1 : 0;
        if (failures.size() < BatchReport.MAX_FAILURES) {
            failures.add(failure);
        }
        listener.accept(failure);
        tell(failure.key());
        if (troubles >= giveUpAfter) {
            throw hopeless(failure);
        }
    }

    private CloudException hopeless(BatchFailure last) {
        return CloudException.builder(
                        last.code(),
                        "The batch was stopped, because " + troubles + " inputs in a row failed for no fault of their"
                                + " own, the last '" + Shown.of(last.key()) + "': " + last.message()
                                + ". Results that were written stay; run it again when this is cured")
                .reason(last.reason())
                .build();
    }

    private void tell(String key) {
        progress.accept(new BatchProgress(key, inputs.listed(), done, kept, failed));
    }
}
