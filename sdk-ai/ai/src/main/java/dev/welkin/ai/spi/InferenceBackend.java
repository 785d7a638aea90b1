package dev.welkin.ai.spi;

import dev.welkin.ai.models.Model;
import java.util.Set;

/**
 * Opens models of some formats on this machine; found by {@link java.util.ServiceLoader}. It MUST be cheap to make:
 * nothing native loads before {@link #open}. It must never download anything and never report to anybody.
 */
public interface InferenceBackend {
    /**
     * Returns which formats it opens, as manifests name them.
     *
     * @return for example {@code onnx}
     */
    Set<String> formats();

    /**
     * Tells whether a file of this format can do what a program can. {@link dev.welkin.ai.infer.InferenceModel#open}
     * refuses such a format, so that only what somebody vouches for comes to {@link #open}.
     *
     * @param format one of {@link #formats}
     * @return false unless overridden
     */
    default boolean isCode(String format) {
        return false;
    }

    /**
     * Opens a model. It is GUARANTEED that the description's format is one of {@link #formats} and that the files are
     * those that were published, if the model comes from a registry. A backend MUST bound what it reads by what is
     * there, and must not let a file name another one outside the model.
     *
     * @param model its description and files
     * @return the model, ready to run
     * @throws dev.welkin.CloudException CORRUPTED if the files are not of this format; UNSUPPORTED if the engine is not
     *     on the class path, or the model needs what it can't do; INVALID_ARGUMENT if its description lacks what its
     *     files don't tell
     */
    InferenceDriver open(Model model);
}
