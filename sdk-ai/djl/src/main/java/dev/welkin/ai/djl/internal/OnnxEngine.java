package dev.welkin.ai.djl.internal;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.util.stream.Stream;

/** Starts DJL's ONNX Runtime engine, and says what is wrong when it does not start. */
final class OnnxEngine {
    private OnnxEngine() {}

    static ai.djl.Model newModel(String name) {
        Offline.beforeDjl();
        try {
            ai.djl.Model model = Engine.getEngine("OnnxRuntime").newModel(name, Device.cpu());
            OrtEnvironment.getEnvironment().setTelemetry(false); // Microsoft's builds for Windows have it on
            return model;
        } catch (LinkageError | OrtException | RuntimeException e) {
            throw notStarted(e);
        }
    }

    /** One thread a run and no spinning: two threads that spin were measured slower than one. */
    static SessionOptions sessionOptions() throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        options.addConfigEntry("session.inter_op.allow_spinning", "0");
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        return options;
    }

    private static CloudException notStarted(Throwable e) {
        if (causes(e).anyMatch(cause -> String.valueOf(cause.getMessage()).contains("one already exists"))) {
            return CloudException.builder(
                            ErrorCode.UNSUPPORTED,
                            "ONNX Runtime was started by something else in this JVM before Welkin (an OrtEnvironment"
                                    + " exists), and DJL can't share it. Load the first Welkin model before the other"
                                    + " library starts, or give it a JVM of its own.")
                    .reason("engine_taken")
                    .cause(e)
                    .build();
        }
        return CloudException.of(
                ErrorCode.UNSUPPORTED,
                "ONNX Runtime did not start on " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
                        + ": " + e + ". It has natives for Linux and macOS on x86-64 and ARM64 and for Windows on"
                        + " x86-64; check that " + OnnxJar.COORDINATES + " is the only version on the class path.",
                e);
    }

    static Stream<Throwable> causes(Throwable e) {
        return Stream.iterate(e, cause -> cause != null, Throwable::getCause);
    }
}
