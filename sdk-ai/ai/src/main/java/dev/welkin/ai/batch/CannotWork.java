package dev.welkin.ai.batch;

import dev.welkin.CloudException;
import java.io.Serial;

/** Tells a process that can work on no input from an input that fails. */
final class CannotWork extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final CloudException failure;

    CannotWork(CloudException failure) {
        super(failure);
        this.failure = failure;
    }

    CloudException failure() {
        return failure;
    }
}
