package dev.welkin.spi;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.config.Target;
import java.net.URL;
import java.security.CodeSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Finds the backends of a service on the class path, by scheme. */
public final class Backends {
    private Backends() {}

    /**
     * Finds the backend for a target among those of the SPI's own class loader and of the context class loader.
     *
     * @param spi the service's sub-interface of {@link Backend}
     * @param target what the configuration says
     * @param artifacts which Maven artifact brings a scheme that is not on the class path, for the error
     * @param <B> the sub-interface
     * @return the backend
     * @throws CloudException INVALID_ARGUMENT if no backend or several know the scheme
     */
    public static <B extends Backend<?>> B find(Class<B> spi, Target target, Map<String, String> artifacts) {
        List<B> matching = all(spi).stream()
                .filter(b -> b.schemes().contains(target.scheme()))
                .toList();
        if (matching.size() > 1) {
            throw twice(target, jar(matching.get(0)), jar(matching.get(1)));
        }
        if (matching.isEmpty()) {
            throw missing(spi, target, artifacts);
        }
        return matching.get(0);
    }

    /**
     * Finds all that implement a service, those of the SPI's own class loader and of the context class loader.
     *
     * @param spi the interface
     * @param <B> the interface
     * @return one of each class, in the order found
     * @throws CloudException INVALID_ARGUMENT if one of them can't be loaded
     */
    public static <B> List<B> all(Class<B> spi) {
        Map<Class<?>, B> found = new LinkedHashMap<>();
        collect(ServiceLoader.load(spi, spi.getClassLoader()), found);
        collect(ServiceLoader.load(spi), found);
        return List.copyOf(found.values());
    }

    private static <B> void collect(ServiceLoader<B> loader, Map<Class<?>, B> found) {
        try {
            loader.forEach(b -> found.putIfAbsent(b.getClass(), b));
        } catch (ServiceConfigurationError e) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT, "A backend on the class path cannot be loaded: " + e.getMessage(), e);
        }
    }

    private static CloudException twice(Target target, String one, String other) {
        return CloudException.of(
                ErrorCode.INVALID_ARGUMENT,
                "Two backends know the scheme '" + target.scheme() + "': " + one + " and " + other
                        + ". Remove one of them from the class path.");
    }

    private static <B extends Backend<?>> CloudException missing(
            Class<B> spi, Target target, Map<String, String> artifacts) {
        Map<String, Boolean> known = new TreeMap<>();
        all(spi).forEach(b -> b.schemes().forEach(s -> known.put(s, true)));
        String artifact = artifacts.get(target.scheme());
        String advice = artifact == null
                ? "Known here: " + String.join(", ", known.keySet()) + "."
                : "Add the dependency " + artifact + ".";
        return CloudException.of(
                ErrorCode.INVALID_ARGUMENT,
                target.origin() + ": " + target.service() + "." + target.name() + " asks for the backend '"
                        + target.scheme() + "', which is not on the class path. " + advice);
    }

    private static String jar(Object backend) {
        CodeSource source = backend.getClass().getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        return backend.getClass().getName() + (location == null ? "" : " in " + location.getPath());
    }
}
