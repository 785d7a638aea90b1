package dev.welkin.config;

import java.net.URI;
import java.util.Optional;

/** The addresses of servers, as options name them. */
final class Endpoints {
    private Endpoints() {}

    /** Reads an address; a name and password in it would be shown wherever the address is. */
    static Optional<URI> parse(String text) {
        try {
            URI uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            return Optional.of(uri).filter(Endpoints::isAddress);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isAddress(URI uri) {
        boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        boolean more = uri.getRawQuery() != null || uri.getRawFragment() != null || uri.getRawUserInfo() != null;
        return http && uri.getHost() != null && !more;
    }
}
