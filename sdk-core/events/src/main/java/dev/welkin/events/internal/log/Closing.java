package dev.welkin.events.internal.log;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Closes several things, all of them whatever fails, and throws the first failure at the end. */
final class Closing {
    private @Nullable IOException first;

    void run(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            failed(e);
        } catch (RuntimeException e) {
            failed(new IOException(e));
        }
    }

    private void failed(IOException e) {
        if (first == null) {
            first = e;
        } else {
            first.addSuppressed(e);
        }
    }

    void end() throws IOException {
        if (first != null) {
            throw first;
        }
    }

    /** Closes one thing. */
    interface Step {
        void run() throws IOException;
    }
}
