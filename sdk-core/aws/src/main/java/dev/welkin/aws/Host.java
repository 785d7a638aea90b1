package dev.welkin.aws;

import java.net.URI;
import java.util.Locale;

/** The value of the Host header as an HTTP client sends it. */
final class Host {
    private Host() {}

    /** The authority in lower case, without user info and without the scheme's own port. */
    static String of(URI uri) {
        String authority = uri.getRawAuthority();
        if (authority == null) {
            return "";
        }
        String host = authority.substring(authority.indexOf('@') + 1).toLowerCase(Locale.ROOT);
        String port = "https".equalsIgnoreCase(uri.getScheme()) ? ":443" : ":80";
        return host.endsWith(port) && !host.endsWith(':' + port)
                ? host.substring(0, host.length() - port.length())
                : host;
    }
}
