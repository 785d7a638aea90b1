package dev.welkin.ai.djl.internal;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.util.function.Function;

/** Starts DJL's PyTorch engine, and says what is wrong when it does not start. */
final class PyTorchEngine {
    private PyTorchEngine() {}

    static ai.djl.Model newModel(String name) {
        return started(engine -> engine.newModel(name, Device.cpu()));
    }

    /** The owner of arrays; closing it frees them. */
    static NDManager newManager() {
        return started(engine -> engine.newBaseManager(Device.cpu()));
    }

    private static <T> T started(Function<Engine, T> use) {
        Offline.beforeDjl();
        Offline.pytorchThreads(); // DJL would pass over what is no number
        try {
            return use.apply(Engine.getEngine("PyTorch"));
        } catch (LinkageError | RuntimeException e) {
            throw CloudException.of(
                    ErrorCode.UNSUPPORTED,
                    "PyTorch did not start on " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
                            + ": " + lastOf(e) + ". Check that " + PyTorchJar.COORDINATES
                            + " are on the class path, and that there is room in the folder .djl.ai of the home folder,"
                            + " or in the one that -DENGINE_CACHE_DIR names.",
                    e);
        }
    }

    private static Throwable lastOf(Throwable e) {
        return OnnxEngine.causes(e).reduce((a, b) -> b).orElse(e);
    }
}
