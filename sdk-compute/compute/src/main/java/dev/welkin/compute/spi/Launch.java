package dev.welkin.compute.spi;

import dev.welkin.Secret;
import dev.welkin.compute.Program;
import dev.welkin.compute.Resources;
import java.util.Map;

/**
 * What a driver starts.
 *
 * @param program the program
 * @param env plain variables
 * @param secrets secret variables; must reach the program's environment and nothing else
 * @param limits what to hold it to; enforced as far as the driver's capabilities say
 * @param detached true if it may outlive this JVM
 */
public record Launch(
        Program program, Map<String, String> env, Map<String, Secret> secrets, Resources limits, boolean detached) {
    /** Copies the maps. */
    public Launch {
        env = Map.copyOf(env);
        secrets = Map.copyOf(secrets);
    }
}
