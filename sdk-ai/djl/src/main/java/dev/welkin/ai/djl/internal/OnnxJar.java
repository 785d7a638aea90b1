package dev.welkin.ai.djl.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether ONNX Runtime is on the class path. Touches no class of it or of DJL, so that it can say so. */
public final class OnnxJar {
    /** What a program adds to run ONNX models. */
    static final String COORDINATES = "com.microsoft.onnxruntime:onnxruntime:1.28.0 (41 MB)";

    /** From the next minor version on, the natives for Linux and macOS report to Microsoft unasked. */
    private static final int LAST_SILENT_MINOR = 28;

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");

    private OnnxJar() {}

    /** Must be asked before any class of the engine is used. */
    public static void require() {
        try {
            Class<?> engine = Class.forName("ai.onnxruntime.OrtEnvironment", false, OnnxJar.class.getClassLoader());
            requireSilent(engine.getPackage().getImplementationVersion());
        } catch (ClassNotFoundException e) {
            throw CloudException.of(
                    ErrorCode.UNSUPPORTED,
                    "ONNX models need the engine ONNX Runtime, which is not on the class path. Add the dependency "
                            + COORDINATES + ".",
                    e);
        }
    }

    /** Once it has started it is too late: the native library itself sends. */
    static void requireSilent(@Nullable String version) {
        Matcher parts = VERSION.matcher(String.valueOf(version));
        if (parts.matches()
                && (Integer.parseInt(parts.group(1)) > 1 || Integer.parseInt(parts.group(2)) > LAST_SILENT_MINOR)) {
            throw CloudException.of(
                    ErrorCode.REFUSED,
                    "ONNX Runtime " + version + " is on the class path; from 1.29 on it reports to Microsoft by itself."
                            + " It was not started. Use " + COORDINATES + ".");
        }
    }
}
