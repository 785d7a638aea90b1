package dev.welkin.http;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy: https goes through a tunnel, plain http through the proxy itself.
 *
 * @param host its name or address
 * @param port its port
 * @param user the user's name for Basic authentication, or null for none
 * @param password the user's password, or null
 * @param exclusions hosts asked directly: a name, or a domain with a leading dot or {@code *.}; loopback and the
 *     link-local addresses, where instance metadata is, always are
 */
public record ProxyOptions(
        String host,
        int port,
        @Nullable String user,
        @Nullable Secret password,
        List<String> exclusions) {
    /** Checks the port and copies the exclusions. */
    public ProxyOptions {
        if (host.isBlank() || port < 1 || port > 65_535) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT, "A proxy needs a host and a port from 1 to 65535, such as proxy:3128");
        }
        exclusions = List.copyOf(exclusions);
    }

    /**
     * Names a proxy without authentication.
     *
     * @param host its name or address
     * @param port its port
     * @return the proxy
     */
    public static ProxyOptions of(String host, int port) {
        return new ProxyOptions(host, port, null, null, List.of());
    }

    /**
     * Returns this proxy with a user.
     *
     * @param name the user's name
     * @param secret the user's password
     * @return a new proxy
     */
    public ProxyOptions user(String name, Secret secret) {
        return new ProxyOptions(host, port, name, secret, exclusions);
    }

    /**
     * Returns this proxy with hosts that are asked directly.
     *
     * @param hosts names, or domains with a leading dot or {@code *.}
     * @return a new proxy
     */
    public ProxyOptions except(String... hosts) {
        return new ProxyOptions(host, port, user, password, List.of(hosts));
    }

    /**
     * Tells whether a host is asked directly.
     *
     * @param name the host of a URL
     * @return true for loopback, for link-local addresses and AWS's IPv6 metadata addresses, which never leave the
     *     host, and for what the exclusions name
     */
    public boolean excludes(String name) {
        return Loopback.is(name)
                || name.matches("169\\.254(\\.\\d{1,3}){2}")
                || name.matches("\\[?fd00:ec2::(23|254)]?")
                || exclusions.stream().anyMatch(rule -> matches(rule, name));
    }

    private static boolean matches(String rule, String name) {
        String domain = rule.startsWith("*.") ? rule.substring(1) : rule;
        return domain.startsWith(".")
                ? name.regionMatches(true, name.length() - domain.length(), domain, 0, domain.length())
                : name.equalsIgnoreCase(domain);
    }
}
