package dev.welkin.http;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How HTTP requests to an endpoint travel. Immutable; {@link #defaults()} and {@link #toBuilder()} make variants.
 *
 * @param proxy the proxy, or null, the default, for what the JVM is set to ({@code https.proxyHost} and the like)
 * @param extraCa PEM text of certificates trusted beside the JVM's own, or null, the default
 * @param clientCertificate how this program shows who it is, or null, the default
 * @param headers fields added to each request that has none of the same name; default none
 * @param connectTimeout the time to connect, TLS included; default 5 s
 * @param idleTimeout how long a body may fall silent in either direction; default 30 s
 * @param maxIdleConnections how many idle connections are kept for 5 minutes, over all endpoints of a Cloud (set it in
 *     the section {@code http}); default 64
 * @param userAgent the User-Agent; default {@code welkin/} and the version
 * @param maxBodyBytes the longest body read into memory or inflated; default 64 MiB
 * @param insecure true to send credentials over plain http beyond this machine; default false
 */
public record HttpOptions(
        @Nullable ProxyOptions proxy,
        @Nullable String extraCa,
        @Nullable ClientCertificate clientCertificate,
        HttpHeaders headers,
        Duration connectTimeout,
        Duration idleTimeout,
        int maxIdleConnections,
        String userAgent,
        long maxBodyBytes,
        boolean insecure) {
    private static final HttpOptions DEFAULTS = new HttpOptions(
            null,
            null,
            null,
            HttpHeaders.empty(),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            64,
            "welkin/" + version(),
            64L << 20,
            false);

    /** Checks the ranges. */
    public HttpOptions {
        require(!connectTimeout.isNegative() && !connectTimeout.isZero(), "connectTimeout", "above 0");
        require(!idleTimeout.isNegative() && !idleTimeout.isZero(), "idleTimeout", "above 0");
        require(maxIdleConnections >= 0, "maxIdleConnections", "0 or more");
        require(maxBodyBytes >= 0, "maxBodyBytes", "0 or more");
    }

    /**
     * Returns the defaults.
     *
     * @return the options that hold where nothing is configured
     */
    public static HttpOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Starts a variant.
     *
     * @return a builder with these values
     */
    public Builder toBuilder() {
        return new Builder(this);
    }

    private static void require(boolean holds, String option, String range) {
        if (!holds) {
            throw CloudException.of(ErrorCode.INVALID_ARGUMENT, "The http option '" + option + "' must be " + range);
        }
    }

    private static String version() {
        return Optional.ofNullable(HttpOptions.class.getPackage().getImplementationVersion())
                .orElse("dev");
    }

    /** Collects options. Not safe for use by several threads. */
    public static final class Builder {
        private @Nullable ProxyOptions proxy;
        private @Nullable String extraCa;
        private @Nullable ClientCertificate clientCertificate;
        private HttpHeaders headers;
        private Duration connectTimeout;
        private Duration idleTimeout;
        private int maxIdleConnections;
        private String userAgent;
        private long maxBodyBytes;
        private boolean insecure;

        private Builder(HttpOptions o) {
            proxy = o.proxy;
            extraCa = o.extraCa;
            clientCertificate = o.clientCertificate;
            headers = o.headers;
            connectTimeout = o.connectTimeout;
            idleTimeout = o.idleTimeout;
            maxIdleConnections = o.maxIdleConnections;
            userAgent = o.userAgent;
            maxBodyBytes = o.maxBodyBytes;
            insecure = o.insecure;
        }

        /**
         * Sets {@link HttpOptions#proxy}.
         *
         * @param value the new value
         * @return this builder
         */
        public Builder proxy(@Nullable ProxyOptions value) {
            proxy = value;
            return this;
        }

        /**
         * Sets {@link HttpOptions#extraCa}.
         *
         * @param value the new value
         * @return this builder
         */
        public Builder extraCa(@Nullable String value) {
            extraCa = value;
            return this;
        }

        /**
         * Reads {@link HttpOptions#extraCa} from a file.
         *
         * @param file a PEM file
         * @return this builder
         * @throws CloudException INVALID_ARGUMENT if it cannot be read
         */
        public Builder extraCa(Path file) {
            try {
                return extraCa(Files.readString(file));
            } catch (IOException e) {
                throw CloudException.of(
                        ErrorCode.INVALID_ARGUMENT, "The CA certificates " + file + " cannot be read", e);
            }
        }

        /**
         * Sets {@link HttpOptions#clientCertificate}.
         *
         * @param value the new value
         * @return this builder
         */
        public Builder clientCertificate(@Nullable ClientCertificate value) {
            clientCertificate = value;
            return this;
        }

        /**
         * Sets {@link HttpOptions#headers}.
         *
         * @param value the new value
         * @return this builder
         */
        public Builder headers(HttpHeaders value) {
            headers = value;
            return this;
        }

        /**
         * Sets {@link HttpOptions#connectTimeout}.
         *
         * @param value the new value
         * @return this builder
         */
        public Builder connectTimeout(Duration value) {
            connectTimeout = value;
            return this;
        }

        /**
         * Sets {@link HttpOptions#idleTimeout}.
         *
         * @param value the new value
         * @return this builder
         */
        public Builder idleTimeout(Duration value) {
            idleTimeout = value;
            return this;
        }

        /**
         * Sets {@link HttpOptions#maxIdleConnections}.
         *
         * @param value the new value
         * @return this builder
         */
        public Builder maxIdleConnections(int value) {
            maxIdleConnections = value;
            return this;
        }

        /**
         * Sets {@link HttpOptions#userAgent}.
         *
         * @param value the new value
         * @return this builder
         */
        public Builder userAgent(String value) {
            userAgent = value;
            return this;
        }

        /**
         * Sets {@link HttpOptions#maxBodyBytes}.
         *
         * @param value the new value
         * @return this builder
         */
        public Builder maxBodyBytes(long value) {
            maxBodyBytes = value;
            return this;
        }

        /**
         * Sets {@link HttpOptions#insecure}.
         *
         * @param value the new value
         * @return this builder
         */
        public Builder insecure(boolean value) {
            insecure = value;
            return this;
        }

        /**
         * Makes the options.
         *
         * @return new options
         * @throws CloudException INVALID_ARGUMENT if a value is out of its range
         */
        public HttpOptions build() {
            return new HttpOptions(
                    proxy,
                    extraCa,
                    clientCertificate,
                    headers,
                    connectTimeout,
                    idleTimeout,
                    maxIdleConnections,
                    userAgent,
                    maxBodyBytes,
                    insecure);
        }
    }
}
