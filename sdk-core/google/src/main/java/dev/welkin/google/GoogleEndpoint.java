package dev.welkin.google;

import dev.welkin.CloudException;
import dev.welkin.config.Target;
import java.net.URI;
import java.util.Set;

/**
 * Where a service of Google is reached.
 *
 * @param base what all URLs of the service begin with, without a slash at its end
 */
public record GoogleEndpoint(URI base) {
    /** The options of a target that are read here. */
    public static final Set<String> OPTIONS = Set.of("endpoint");

    private static final String EXAMPLE = "https://storage.googleapis.com";

    /**
     * Reads the endpoint of a target.
     *
     * @param target its option {@code endpoint} is a URL such as {@code http://127.0.0.1:4443}
     * @param host the service's own host, for example {@code storage.googleapis.com}, where the option is not given
     * @return the endpoint
     * @throws CloudException INVALID_ARGUMENT if the option is no such URL
     */
    public static GoogleEndpoint of(Target target, String host) {
        return new GoogleEndpoint(
                target.typed().endpoint("endpoint", EXAMPLE).orElseGet(() -> URI.create("https://" + host)));
    }

    /**
     * Tells whether credentials that were found in the environment may be sent here.
     *
     * @return true for Google's own hosts and for loopback
     */
    public boolean takesAmbientCredentials() {
        return isGoogles() || GoogleHosts.isLoopback(base);
    }

    /**
     * Tells whether this is one of Google's own hosts, and no emulator or gateway.
     *
     * @return true for https to {@code *.googleapis.com}
     */
    public boolean isGoogles() {
        return GoogleHosts.isGoogles(base);
    }

    /**
     * Tells whether a URL that the service handed out leads to this endpoint, so that tokens may be sent there.
     *
     * @param uri the URL
     * @return true for the same scheme, host and port, and among Google's own hosts
     */
    public boolean owns(URI uri) {
        boolean same = base.getScheme().equals(uri.getScheme())
                && base.getHost().equalsIgnoreCase(uri.getHost())
                && base.getPort() == uri.getPort();
        return same || (isGoogles() && GoogleHosts.isGoogles(uri));
    }
}
