package dev.welkin.google;

import dev.welkin.CloudException;
import dev.welkin.config.Options;
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

    private static final String ENDPOINT = "endpoint";

    /**
     * Reads the endpoint of a target.
     *
     * @param target its option {@code endpoint} is a URL such as {@code http://127.0.0.1:4443}
     * @param host the service's own host, for example {@code storage.googleapis.com}, where the option is not given
     * @return the endpoint
     * @throws CloudException INVALID_ARGUMENT if the option is no such URL
     */
    public static GoogleEndpoint of(Target target, String host) {
        Options options = target.typed();
        return new GoogleEndpoint(
                options.text(ENDPOINT).map(url -> parse(options, url)).orElseGet(() -> URI.create("https://" + host)));
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

    private static URI parse(Options options, String url) {
        try {
            URI uri = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
            boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (http && uri.getHost() != null && uri.getRawQuery() == null && uri.getRawFragment() == null) {
                return uri;
            }
            throw badEndpoint(options);
        } catch (IllegalArgumentException e) {
            throw badEndpoint(options);
        }
    }

    private static CloudException badEndpoint(Options options) {
        return options.invalid(ENDPOINT, "must be a URL such as https://storage.googleapis.com");
    }
}
