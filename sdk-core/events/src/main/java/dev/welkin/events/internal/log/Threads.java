package dev.welkin.events.internal.log;

/** Waiting for threads of this store to end. */
final class Threads {
    private Threads() {}

    /** Waits for a thread's end, whatever happens; an interrupt of the caller is kept for later. */
    static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
