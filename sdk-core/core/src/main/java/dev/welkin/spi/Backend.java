package dev.welkin.spi;

import dev.welkin.config.Target;
import java.util.Set;

/**
 * Makes drivers of one kind for the schemes it knows; found by {@link java.util.ServiceLoader} through the service's
 * own sub-interface. Implementations are stateless and safe for use by several threads.
 *
 * @param <D> the service's driver type
 */
public interface Backend<D> {
    /**
     * Returns the schemes that pick this backend.
     *
     * @return for example {@code file}; never empty
     */
    Set<String> schemes();

    /**
     * Opens a driver. Must check the target's options with {@link Target#onlyOptions} and must not connect to anything:
     * the first call does.
     *
     * @param target what the configuration says
     * @param context what the Cloud shares
     * @return the driver; the service closes it
     */
    D open(Target target, CloudContext context);
}
