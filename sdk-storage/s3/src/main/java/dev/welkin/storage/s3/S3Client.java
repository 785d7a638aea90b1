package dev.welkin.storage.s3;

import dev.welkin.CloudException;
import dev.welkin.aws.AwsCredentials;
import dev.welkin.aws.PayloadHash;
import dev.welkin.aws.SigningClock;
import dev.welkin.call.Attempt;
import dev.welkin.credentials.CredentialCache;
import dev.welkin.credentials.Credentials;
import dev.welkin.http.HttpBody;
import dev.welkin.http.HttpClient;
import dev.welkin.http.HttpDate;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import dev.welkin.http.HttpResponse;
import dev.welkin.http.Redaction;
import dev.welkin.storage.spi.ContentBody;
import dev.welkin.storage.spi.ObjectContent;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Signs requests and sends them. One that is refused for a reason that signing anew can heal (a wrong clock, an expired
 * session, a bucket of another region) is signed anew and sent once more. Safe for use by several threads.
 */
final class S3Client {
    /** Up to this a body over plain http is hashed and signed; a larger one would have to be read twice. */
    static final long SIGNED_BODY_BYTES = 1 << 20;

    private final S3Settings settings;
    private final HttpClient http;
    private final CredentialCache credentials;
    private final SigningClock clock;
    private final S3Location location;
    private final SendableKeys keys;

    S3Client(S3Settings settings, HttpClient http, CredentialCache credentials, SigningClock clock, String bucket) {
        this.settings = settings;
        this.http = http;
        this.credentials = credentials;
        this.clock = clock;
        this.location = new S3Location(settings, bucket, clock);
        this.keys = new SendableKeys(settings.preset());
    }

    /** A client of another bucket, or of the service for an empty name, with the same credentials and clock. */
    S3Client bucket(String name) {
        return new S3Client(settings, http, credentials, clock, name);
    }

    S3Settings settings() {
        return settings;
    }

    S3Location location() {
        return location;
    }

    SigningClock clock() {
        return clock;
    }

    CredentialCache credentials() {
        return credentials;
    }

    /**
     * Sends a request.
     *
     * @return an answer of status 2xx, which the caller closes
     * @throws CloudException for any other
     */
    HttpResponse send(S3Request request, Attempt attempt) {
        Answer answer = ask(request, attempt);
        if (answer.response() != null) {
            return answer.response();
        }
        throw S3Errors.of(asked(request), answer.failure(), clock.now());
    }

    /** Sends a request whose answer says nothing more. */
    HttpHeaders sendAndClose(S3Request request, Attempt attempt) {
        try (HttpResponse response = send(request, attempt)) {
            return response.headers();
        }
    }

    /** Either an answer of status 2xx or a failure. */
    record Answer(
            @org.jspecify.annotations.Nullable HttpResponse response,
            @org.jspecify.annotations.Nullable S3Failure refused) {
        S3Failure failure() {
            if (refused == null) {
                throw new IllegalStateException("the answer was no failure");
            }
            return refused;
        }
    }

    /** Refuses a key that would reach the server as another one. */
    String checked(String key) {
        return keys.check(key);
    }

    Answer ask(S3Request request, Attempt attempt) {
        if (!request.key().isEmpty()) {
            keys.check(request.key());
        }
        Identity first = identity();
        Answer answer = exchange(request, first, attempt);
        boolean again = answer.refused() != null && request.repeatable() && healed(answer.failure(), first);
        return again ? exchange(request, identity(), attempt) : answer;
    }

    /** Who signs, and when. */
    private record Identity(Credentials by, Instant at) {}

    private Identity identity() {
        return new Identity(credentials.get(), clock.now());
    }

    /** How a request is called in errors; without its query, which may be long. */
    String asked(S3Request request) {
        URI uri = S3Location.uri(location.place(), request.key(), "");
        return request.method() + " " + Redaction.url(uri);
    }

    private Answer exchange(S3Request request, Identity identity, Attempt attempt) {
        HttpResponse response = http.send(signed(request, identity), attempt);
        return response.status() < 300 ? new Answer(response, null) : new Answer(null, S3Failure.read(response));
    }

    private HttpRequest signed(S3Request request, Identity identity) {
        S3Location.Place place = location.place();
        ObjectContent content = request.body();
        PayloadHash payload = PayloadHash.empty();
        HttpBody body = null;
        if (content != null) {
            boolean tls = place.base().startsWith("https:");
            body = new ContentBody(content);
            payload = tls || content.sizeBytes() > SIGNED_BODY_BYTES ? PayloadHash.unsigned() : PayloadHash.of(body);
        }
        URI uri = S3Location.uri(place, request.key(), request.query());
        HttpRequest plain = HttpRequest.of(request.method(), uri, HttpHeaders.of(fields(request)), body);
        return place.signer().sign(plain, identity.by(), payload);
    }

    private List<Map.Entry<String, String>> fields(S3Request request) {
        if (settings.requestHeaders().isEmpty()) {
            return request.headers();
        }
        List<Map.Entry<String, String>> fields = new ArrayList<>(request.headers());
        fields.addAll(settings.requestHeaders().entrySet());
        return fields;
    }

    /** Tells whether the same request, signed anew, may succeed. */
    private boolean healed(S3Failure failure, Identity identity) {
        return switch (failure.code()) {
            case "RequestTimeTooSkewed" -> resync(failure, identity);
            case "ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired" -> renewed(identity.by());
            case "" -> failure.status() == 403 ? resync(failure, identity) : moved(failure);
            default -> moved(failure);
        };
    }

    private boolean resync(S3Failure failure, Identity identity) {
        return failure.time().map(theirs -> clock.resync(identity.at(), theirs)).orElse(false);
    }

    /** Another thread may have renewed them already. */
    private boolean renewed(Credentials expired) {
        if (credentials.get().equals(expired)) {
            credentials.invalidate();
        }
        return !credentials.get().equals(expired);
    }

    /**
     * 301, 307 and 400 AuthorizationHeaderMalformed tell of another region; only the provider's own hosts are asked.
     */
    private boolean moved(S3Failure failure) {
        boolean tells = failure.status() == 301 || failure.status() == 307 || failure.status() == 400;
        return tells
                && !failure.region().isEmpty()
                && location.moveTo(failure.region().toLowerCase(Locale.ROOT));
    }

    /** Tells whether requests go out unsigned. */
    boolean anonymous() {
        return AwsCredentials.isAnonymous(credentials.get());
    }

    /** The time of an answer, to the second. */
    static Optional<Instant> time(HttpHeaders headers) {
        return headers.first("date").flatMap(HttpDate::parse);
    }
}
