package dev.welkin.storage.jclouds;

import com.google.inject.Injector;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.call.Attempt;
import dev.welkin.http.HttpClient;
import dev.welkin.http.Redaction;
import dev.welkin.time.CloudClock;
import java.net.URI;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import org.jclouds.apis.ApiMetadata;
import org.jclouds.b2.B2Api;
import org.jclouds.b2.B2ApiMetadata;
import org.jclouds.b2.config.B2HttpApiModule;
import org.jclouds.b2.domain.Authorization;
import org.jspecify.annotations.Nullable;

/** Signs in by jclouds and keeps what that gave; a token is good for 24 hours, or until B2 no longer takes it. */
final class B2SignIn {
    private static final Duration GOOD = Duration.ofHours(23);

    private final B2Settings settings;
    private final JcloudsHttp http;
    private final CloudClock clock;
    private final SignedIn<B2Access> signedIn;
    private @Nullable Injector jclouds;

    B2SignIn(B2Settings settings, HttpClient http, CloudClock clock) {
        this.settings = settings;
        this.http = new JcloudsHttp(
                http,
                (request, answer) -> B2Errors.of(request, answer, clock.now()).build());
        this.clock = clock;
        this.signedIn = new SignedIn<>(settings.endpoint(), this::signIn, this::valid);
    }

    /** Returns the access of now; signs in where there is none, or where it is about to end. */
    B2Access access(Attempt attempt) throws InterruptedException {
        return signedIn.access(attempt);
    }

    /** Forgets an access that the service does not take any more. */
    void forget(B2Access refused) {
        signedIn.forget(refused);
    }

    private boolean valid(B2Access known) {
        return clock.now().isBefore(known.expires());
    }

    private B2Access signIn(Attempt attempt) {
        Authorization given = http.during(
                attempt,
                () -> jclouds().getInstance(B2Api.class).getAuthorizationApi().authorizeAccount());
        return new B2Access(
                given.accountId(),
                url(given.apiUrl()),
                url(given.downloadUrl()),
                Secret.of(given.authorizationToken()),
                clock.now().plus(GOOD));
    }

    private Injector jclouds() {
        Injector known = jclouds;
        if (known == null) {
            String url = settings.endpoint() + "/";
            known = JcloudsBuilder.build(signingOnly(), url, settings.keyId(), settings.key(), new Properties(), http);
            jclouds = known;
        }
        return known;
    }

    /** jclouds' blob store is left out: it is not used. */
    private static ApiMetadata signingOnly() {
        return new B2ApiMetadata()
                .toBuilder().defaultModules(Set.of(B2HttpApiModule.class)).build();
    }

    private URI url(String given) {
        try {
            URI uri = URI.create(given.endsWith("/") ? given.substring(0, given.length() - 1) : given);
            if (uri.getHost() != null && uri.getRawQuery() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw CloudException.of(
                ErrorCode.CORRUPTED,
                "The answer of " + Redaction.url(settings.endpoint()) + " names a URL that is none");
    }
}
