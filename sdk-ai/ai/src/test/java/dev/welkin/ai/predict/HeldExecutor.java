package dev.welkin.ai.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** Keeps tasks until released, then runs them and all later ones on the calling thread. */
final class HeldExecutor implements Executor {
    private final List<Runnable> held = new ArrayList<>();
    private boolean released;

    @Override
    public synchronized void execute(Runnable task) {
        if (released) {
            task.run();
        } else {
            held.add(task);
        }
    }

    synchronized void release() {
        released = true;
        held.forEach(Runnable::run);
    }
}
