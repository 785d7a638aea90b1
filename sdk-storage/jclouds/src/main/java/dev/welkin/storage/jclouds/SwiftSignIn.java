package dev.welkin.storage.jclouds;

import com.google.common.base.Supplier;
import com.google.common.cache.LoadingCache;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.call.Attempt;
import dev.welkin.http.HttpClient;
import dev.welkin.http.Redaction;
import dev.welkin.spi.Shown;
import dev.welkin.time.CloudClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jclouds.apis.ApiMetadata;
import org.jclouds.domain.Credentials;
import org.jclouds.location.suppliers.RegionIdToURISupplier;
import org.jclouds.openstack.keystone.auth.domain.AuthInfo;
import org.jclouds.openstack.keystone.catalog.config.ServiceCatalogModule;
import org.jclouds.openstack.keystone.catalog.config.ServiceCatalogModule.RegionModule;
import org.jclouds.openstack.keystone.config.KeystoneProperties;
import org.jclouds.openstack.keystone.v2_0.domain.Access;
import org.jclouds.openstack.keystone.v3.domain.Token;
import org.jclouds.openstack.swift.v1.SwiftApiMetadata;
import org.jclouds.openstack.swift.v1.config.SwiftAuthenticationModule;
import org.jclouds.openstack.swift.v1.config.SwiftHttpApiModule;
import org.jclouds.openstack.swift.v1.config.SwiftTypeAdapters;
import org.jclouds.openstack.swift.v1.reference.TempAuthHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Signs in by jclouds and keeps what that gave until shortly before it ends, or until the service no longer takes it.
 */
final class SwiftSignIn {
    private static final Duration AHEAD = Duration.ofMinutes(1);
    private static final TypeLiteral<LoadingCache<Credentials, AuthInfo>> CACHE = new TypeLiteral<>() {};
    private static final TypeLiteral<Supplier<AuthInfo>> AUTH_INFO = new TypeLiteral<>() {};

    private final SwiftSettings settings;
    private final JcloudsHttp http;
    private final CloudClock clock;
    private final SignedIn<SwiftAccess> signedIn;
    private @Nullable Injector jclouds;

    SwiftSignIn(SwiftSettings settings, HttpClient http, CloudClock clock) {
        this.settings = settings;
        this.http = new JcloudsHttp(
                http,
                (request, answer) ->
                        SwiftErrors.of(request, answer, clock.now()).build());
        this.clock = clock;
        this.signedIn = new SignedIn<>(settings.endpoint(), this::signIn, this::valid);
    }

    /** Returns the access of now; signs in where there is none, or where it is about to end. */
    SwiftAccess access(Attempt attempt) throws InterruptedException {
        return signedIn.access(attempt);
    }

    /** Forgets an access that the service does not take any more. */
    void forget(SwiftAccess refused) {
        signedIn.forget(refused);
    }

    private boolean valid(SwiftAccess known) {
        return clock.now().plus(AHEAD).isBefore(known.expires());
    }

    private SwiftAccess signIn(Attempt attempt) {
        return http.during(attempt, () -> {
            Injector injector = jclouds();
            injector.getInstance(Key.get(CACHE)).invalidateAll();
            AuthInfo info = injector.getInstance(Key.get(AUTH_INFO)).get();
            return new SwiftAccess(storage(injector), Secret.of(info.getAuthToken()), expires(info));
        });
    }

    private Injector jclouds() {
        Injector known = jclouds;
        if (known == null) {
            String url = settings.endpoint() + "/";
            known = JcloudsBuilder.build(signingOnly(), url, identity(), settings.password(), properties(), http);
            jclouds = known;
        }
        return known;
    }

    /** jclouds' blob store is left out: it is not used, and Guice complains about it in the log. */
    private static ApiMetadata signingOnly() {
        return new SwiftApiMetadata()
                .toBuilder()
                        .defaultModules(Set.of(
                                SwiftAuthenticationModule.class,
                                ServiceCatalogModule.class,
                                RegionModule.class,
                                SwiftTypeAdapters.class,
                                SwiftHttpApiModule.class))
                        .build();
    }

    private String identity() {
        return switch (settings.auth()) {
            case TEMP -> settings.username();
            case KEYSTONE_2 ->
                settings.project().isEmpty() ? settings.username() : settings.project() + ":" + settings.username();
            case KEYSTONE_3 -> settings.domain() + ":" + settings.username();
        };
    }

    private Properties properties() {
        Properties all = new Properties();
        switch (settings.auth()) {
            case TEMP -> {
                all.setProperty(KeystoneProperties.CREDENTIAL_TYPE, "tempAuthCredentials");
                // names that count as secrets wherever headers are shown
                all.setProperty(TempAuthHeaders.TEMP_AUTH_HEADER_USER, "X-Auth-User");
                all.setProperty(TempAuthHeaders.TEMP_AUTH_HEADER_PASS, "X-Auth-Key");
            }
            case KEYSTONE_2 -> all.setProperty(KeystoneProperties.KEYSTONE_VERSION, "2");
            case KEYSTONE_3 -> {
                all.setProperty(KeystoneProperties.KEYSTONE_VERSION, "3");
                if (!settings.project().isEmpty()) {
                    all.setProperty(KeystoneProperties.SCOPE, "project:" + settings.project());
                    all.setProperty(KeystoneProperties.PROJECT_DOMAIN_NAME, settings.projectDomain());
                }
            }
        }
        return all;
    }

    private URI storage(Injector injector) {
        Map<String, Supplier<URI>> regions = regions(injector);
        boolean named = !settings.region().isEmpty() && settings.auth() != SwiftAuth.TEMP;
        String region =
                !named && regions.size() == 1 ? regions.keySet().iterator().next() : settings.region();
        Supplier<URI> storage = regions.get(region);
        if (storage == null) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "The catalog of " + Redaction.url(settings.endpoint()) + " has the object store in the regions "
                            + Shown.of(new TreeSet<>(regions.keySet())) + ", and the option 'region' says "
                            + (region.isEmpty() ? "none" : "'" + Shown.of(region) + "'") + ": name one of them");
        }
        String url = storage.get().toString();
        return URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
    }

    private Map<String, Supplier<URI>> regions(Injector injector) {
        try {
            return injector.getInstance(RegionIdToURISupplier.class).get();
        } catch (NoSuchElementException e) {
            throw CloudException.of(
                    ErrorCode.NOT_FOUND,
                    "The catalog of " + Redaction.url(settings.endpoint()) + " has no object store for the user '"
                            + Shown.of(settings.username()) + "': is the project right?");
        }
    }

    private Instant expires(AuthInfo info) {
        Date date = info instanceof Access v2
                ? v2.getToken().getExpires()
                : info instanceof Token v3 ? v3.expiresAt() : null;
        return date == null ? clock.now().plus(Duration.ofHours(1)) : date.toInstant();
    }
}
