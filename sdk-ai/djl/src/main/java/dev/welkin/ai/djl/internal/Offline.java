package dev.welkin.ai.djl.internal;

import ai.djl.util.Utils;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;

/**
 * Keeps DJL from the network, and from more threads than it is given. Left alone, its first class asks an
 * instance-metadata address who it is and reports to a telemetry address, and an engine without natives downloads them.
 * Who asks for that is refused: to obey would break the promise of silence, to overrule in silence would hide it.
 */
final class Offline {
    private static final String OFFLINE = "ai.djl.offline";
    private static final String UNTRACKED = "OPT_OUT_TRACKING";
    private static final String THREADS = "ai.djl.pytorch.num_threads";

    /** A run takes the calling thread alone, as with ONNX; a training sets what it wants while it lasts. */
    private static final String ONE_THREAD = "1";

    private Offline() {}

    /** Must run before any engine of DJL starts; nothing happens when it runs again. */
    static void beforeDjl() {
        setToTrue(OFFLINE);
        setToTrue(UNTRACKED);
        System.setProperty("ai.djl.onnx.disable_alternative", "true");
        if (System.getProperty(THREADS) == null) {
            System.setProperty(THREADS, ONE_THREAD);
        }
        requireEnvironment("DJL_OFFLINE", Utils.isOfflineMode());
        requireEnvironment(UNTRACKED, Boolean.parseBoolean(Utils.getEnvOrSystemProperty(UNTRACKED)));
    }

    /** How many threads a run of PyTorch takes: what the program set before the engine started, else one. */
    static int pytorchThreads() {
        String threads = System.getProperty(THREADS, ONE_THREAD);
        if (!threads.matches("[1-9][0-9]{0,3}")) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "PyTorch can't run with -D" + THREADS + "=" + Shown.of(threads)
                            + ". Set it to 1 to 9999, or leave it out for 1.");
        }
        return Integer.parseInt(threads);
    }

    private static void setToTrue(String property) {
        String before = System.getProperty(property, "true");
        if (!Boolean.parseBoolean(before)) {
            throw refused("-D" + property + "=" + Shown.of(before));
        }
        System.setProperty(property, "true");
    }

    /** The environment wins over properties in DJL, which is asked here what it found. */
    private static void requireEnvironment(String variable, boolean silent) {
        if (!silent) {
            throw refused("the environment variable " + variable);
        }
    }

    private static CloudException refused(String who) {
        return CloudException.builder(
                        ErrorCode.REFUSED,
                        "DJL was not started: " + who + " would let it use the network, and Welkin promises that models"
                                + " on this machine download and report nothing. Remove it, or set it to true.")
                .reason("online")
                .build();
    }
}
