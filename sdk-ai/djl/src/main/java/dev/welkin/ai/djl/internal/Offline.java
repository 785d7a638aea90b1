package dev.welkin.ai.djl.internal;

/**
 * Keeps DJL from the network, and from more threads than it is given. Left alone, its first class asks an
 * instance-metadata address who it is and reports to a telemetry address, and an engine without natives downloads them.
 */
final class Offline {
    /** A run takes the calling thread alone, as with ONNX; a training sets what it wants while it lasts. */
    static final int PYTORCH_THREADS = 1;

    private Offline() {}

    /** Must run before any class of DJL is initialised; nothing happens when it runs again. */
    static void beforeDjl() {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.onnx.disable_alternative", "true");
        System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(PYTORCH_THREADS));
    }
}
