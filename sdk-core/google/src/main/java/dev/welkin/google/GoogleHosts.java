package dev.welkin.google;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import dev.welkin.spi.Shown;
import java.net.URI;
import java.util.Locale;

/** Which hosts are Google's own. */
final class GoogleHosts {
    private GoogleHosts() {}

    /** Tells whether a URL leads to {@code *.googleapis.com} by https. */
    static boolean isGoogles(URI uri) {
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        return "https".equals(uri.getScheme()) && host.endsWith(".googleapis.com");
    }

    static boolean isLoopback(URI uri) {
        return HttpRequest.of("GET", uri, HttpHeaders.empty()).toLoopback();
    }

    /** Whoever can write a credential file must not be able to send what is in it, or made of it, elsewhere. */
    static URI tokenUrl(String url, String field, String source) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw refused(field, source, "no URL");
        }
        boolean google = isGoogles(uri)
                || ("https".equals(uri.getScheme()) && "accounts.google.com".equalsIgnoreCase(uri.getHost()));
        if (!google && !isLoopback(uri)) {
            throw refused(field, source, "the host '" + Shown.of(uri.getHost()) + "'");
        }
        return uri;
    }

    private static CloudException refused(String field, String source, String what) {
        return CloudException.of(
                ErrorCode.INVALID_ARGUMENT,
                "The field " + field + " of " + source + " names " + what
                        + "; tokens are asked for only of *.googleapis.com and accounts.google.com by https, and of"
                        + " loopback");
    }
}
