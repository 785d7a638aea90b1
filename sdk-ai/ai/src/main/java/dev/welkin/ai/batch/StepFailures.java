package dev.welkin.ai.batch;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;

/** What the exceptions of steps and buckets mean for an input. */
final class StepFailures {
    private StepFailures() {}

    /** A step's own exception, with the place it comes from, since a report holds no stack trace. */
    static CloudException of(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        String place = trace.length == 0 ? "" : " at " + trace[0];
        return CloudException.builder(
                        ErrorCode.FAILED, "The step failed: " + Shown.of(e, BatchFailure.MAX_MESSAGE_CHARS / 2) + place)
                .retryable(true)
                .cause(e)
                .build();
    }

    /** Nothing became of an input whose run was stopped: that is no failure of the input. */
    static void throwIfStopped(CloudException e) {
        boolean interrupted =
                e.code() == ErrorCode.CANCELLED && Thread.currentThread().isInterrupted();
        if (interrupted || e.code() == ErrorCode.CLOSED) {
            throw e;
        }
    }
}
