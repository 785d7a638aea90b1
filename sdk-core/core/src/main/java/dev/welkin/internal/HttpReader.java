package dev.welkin.internal;

import dev.welkin.CloudException;
import dev.welkin.Secret;
import dev.welkin.config.Options;
import dev.welkin.http.ClientCertificate;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpOptions;
import dev.welkin.http.ProxyOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code http}, and the field of the same name that a target may have. */
final class HttpReader {
    private static final Set<String> KNOWN = Set.of(
            "proxy",
            "ca",
            "clientCertificate",
            "clientKey",
            "clientKeyPassword",
            "headers",
            "connectTimeout",
            "idleTimeout",
            "maxIdleConnections",
            "userAgent",
            "maxBodyBytes",
            "insecure");
    private static final Set<String> PROXY = Set.of("host", "port", "user", "password", "except");

    private HttpReader() {}

    /** Returns the options with whatever is given here in place of the base's values. */
    static HttpOptions read(Options given, Path folder, HttpOptions base) {
        given.only(KNOWN);
        try {
            HttpOptions.Builder builder = base.toBuilder()
                    .proxy(proxy(given.section("proxy"), base.proxy()))
                    .clientCertificate(certificate(given, folder).orElse(base.clientCertificate()))
                    .headers(headers(given.section("headers"), base.headers()))
                    .connectTimeout(given.duration("connectTimeout", base.connectTimeout()))
                    .idleTimeout(given.duration("idleTimeout", base.idleTimeout()))
                    .maxIdleConnections(maxIdleConnections(given, base))
                    .userAgent(given.text("userAgent").orElse(base.userAgent()))
                    .maxBodyBytes(given.number("maxBodyBytes", base.maxBodyBytes()))
                    .insecure(given.flag("insecure", base.insecure()));
            given.text("ca").ifPresent(file -> builder.extraCa(folder.resolve(file)));
            return builder.build();
        } catch (CloudException e) {
            throw given.placed(e);
        }
    }

    static int maxIdleConnections(Options given, HttpOptions base) {
        return (int) given.number("maxIdleConnections", base.maxIdleConnections(), 0, Integer.MAX_VALUE);
    }

    private static @Nullable ProxyOptions proxy(Options given, @Nullable ProxyOptions base) {
        given.only(PROXY);
        if (given.values().isEmpty()) {
            return base;
        }
        return new ProxyOptions(
                given.text("host").orElseThrow(() -> given.invalid("host", "is missing")),
                (int) given.number("port", 3128, 1, 65_535),
                given.text("user").orElse(null),
                given.secret("password").orElse(null),
                given.texts("except"));
    }

    /** A PEM certificate stands beside its PEM key; a .p12 file holds both. */
    private static Optional<ClientCertificate> certificate(Options given, Path folder) {
        Optional<Path> key = given.text("clientKey").map(folder::resolve);
        Secret password = given.secret("clientKeyPassword").orElse(Secret.of(""));
        return given.text("clientCertificate")
                .map(folder::resolve)
                .map(file -> key.isPresent()
                        ? ClientCertificate.pem(file, key.get())
                        : ClientCertificate.pkcs12(file, password));
    }

    private static HttpHeaders headers(Options given, HttpHeaders base) {
        HttpHeaders headers = base;
        for (String name : List.copyOf(given.values().keySet())) {
            headers = headers.with(name, given.secret(name).map(Secret::reveal).orElse(""));
        }
        return headers;
    }
}
