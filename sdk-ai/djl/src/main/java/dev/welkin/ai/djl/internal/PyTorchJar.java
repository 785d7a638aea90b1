package dev.welkin.ai.djl.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;

/** Whether PyTorch is on the class path. Touches no class of DJL, so that it can say so. */
public final class PyTorchJar {
    /** What a program adds to train, or to run models of PyTorch. */
    static final String COORDINATES =
            "ai.djl.pytorch:pytorch-native-cpu:2.7.1 with the classifier of your platform, for"
                    + " example linux-x86_64 (112 MB; unpacked once, 450 MB), and ai.djl.pytorch:pytorch-jni:2.7.1-0.35.1"
                    + " (3 MB)";

    private PyTorchJar() {}

    /** Must be asked before any class of the engine is used: without its natives it would look for them elsewhere. */
    public static void require() {
        ClassLoader loader = PyTorchJar.class.getClassLoader();
        boolean natives = loader.getResource("native/lib/pytorch.properties") != null;
        boolean jni = loader.getResource("jnilib/pytorch.properties") != null;
        if (!natives || !jni) {
            throw CloudException.of(
                    ErrorCode.UNSUPPORTED,
                    "Training and models of PyTorch need its natives, and "
                            + (natives ? "pytorch-jni is" : jni ? "pytorch-native-cpu is" : "they are")
                            + " not on the class path. Add " + COORDINATES + ".");
        }
    }
}
