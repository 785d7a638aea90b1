package dev.welkin.ai.internal.tasks;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;

/** A model that is asked for a task it was not made for. */
public final class Unsuited {
    private Unsuited() {}

    /**
     * Makes the error.
     *
     * @param why what the model is and what is needed, beginning with {@code it} or {@code its}
     * @return INVALID_ARGUMENT
     */
    public static CloudException because(String why) {
        return CloudException.of(ErrorCode.INVALID_ARGUMENT, "The model does not suit this task: " + why);
    }
}
