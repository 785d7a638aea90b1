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
     * Opens a model. It is GUARANTEED that the description's format is one of {@link #formats} and that the files are
     * those that were published, if the model comes from a registry. A backend MUST bound what it reads by what is
     * there, and must not let a file name another one outside the model.
     *
     * @param model its description and files
     * @return the model, ready to run
     * @throws dev.welkin.CloudException CORRUPTED if the files are not of this format; UNSUPPORTED if the engine is not
     *     on the class path, or the model needs what it can't do; REFUSED if the model is code nobody vouches for
     */
    InferenceDriver open(Model model);
}
