package dev.welkin.azure;

import dev.welkin.CloudException;
import dev.welkin.Secret;
import dev.welkin.config.Target;
import dev.welkin.credentials.CredentialCache;
import dev.welkin.credentials.Credentials;
import dev.welkin.http.HttpDate;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import dev.welkin.http.HttpResponse;
import dev.welkin.spi.CloudContext;
import dev.welkin.time.CloudClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests act in the name of whoever the configuration says: signed with an account's key, with a shared access
 * signature in the query, with a token of Entra ID, or as nobody. Safe for use by several threads.
 *
 * <p>Without any of its fields, and only for Azure's own hosts and loopback, credentials are looked for in the
 * environment ({@code AZURE_STORAGE_ACCOUNT} with {@code AZURE_STORAGE_KEY} or {@code AZURE_STORAGE_SAS_TOKEN};
 * {@code AZURE_TENANT_ID} and {@code AZURE_CLIENT_ID} with {@code AZURE_CLIENT_SECRET} or
 * {@code AZURE_FEDERATED_TOKEN_FILE}), then at the machine's managed identity, then at the program {@code az}.
 */
public final class AzureAuth {
    /** The options of a target that are read here. */
    public static final Set<String> OPTIONS = options();

    static final String KEY = "accountKey";
    static final String SAS = "sasToken";
    static final String TOKEN = "accessToken";

    private static final Duration WORTH_MOVING = Duration.ofMinutes(1);

    private final AzureEndpoint endpoint;
    private final CredentialCache cache;
    private final CloudClock clock;
    private final boolean holdsKey;
    private volatile Duration ahead = Duration.ZERO;
    private volatile @Nullable Signer signer;

    private AzureAuth(AzureEndpoint endpoint, CredentialCache cache, CloudClock clock, boolean holdsKey) {
        this.endpoint = endpoint;
        this.cache = cache;
        this.clock = clock;
        this.holdsKey = holdsKey;
    }

    /**
     * Finds out where the credentials of a target come from; connects to nothing.
     *
     * @param target its options, or the account it names, say so
     * @param endpoint where the requests go
     * @param context what the Cloud shares
     * @return the authority
     * @throws CloudException INVALID_ARGUMENT if an option is wrong, or a custom endpoint names no credentials (reason
     *     {@code custom_endpoint})
     */
    public static AzureAuth of(Target target, AzureEndpoint endpoint, CloudContext context) {
        AzureCredentials credentials = new AzureCredentials(endpoint, target, context);
        String what = target.service() + "." + target.name();
        CredentialCache cache = new CredentialCache(what, credentials.source(), context);
        return new AzureAuth(endpoint, cache, context.clock(), credentials.holdsKey());
    }

    /**
     * Tells whether the account's key is at hand, so that shared access signatures can be made.
     *
     * @return true if {@link #key} gives it
     */
    public boolean holdsKey() {
        return holdsKey;
    }

    /**
     * Returns what signs with the account's key.
     *
     * @return the signer
     * @throws CloudException UNAUTHENTICATED if there is no key
     */
    public SharedKey key() {
        return key(cache.get());
    }

    /**
     * Lets a request act in the account's name.
     *
     * @param request what is to be sent
     * @return what to send instead
     * @throws CloudException UNAUTHENTICATED if there are no credentials, or what their source throws
     */
    public HttpRequest authorise(HttpRequest request) {
        Credentials by = cache.get();
        if (by.find(KEY).isPresent()) {
            return key(by).sign(request, now());
        }
        Optional<Secret> sas = by.find(SAS);
        if (sas.isPresent()) {
            return with(request, sas.get());
        }
        return by.find(TOKEN)
                .map(token -> request.header("Authorization", "Bearer " + token.reveal()))
                .orElse(request);
    }

    /**
     * Learns from a refusal: takes over the provider's time where it differs much from ours, and forgets a token.
     *
     * @param response the answer, whose status was 401 or 403
     * @return true if authorising the request again may help
     */
    public boolean learn(HttpResponse response) {
        if (response.status() == 401 && cache.get().find(TOKEN).isPresent()) {
            cache.invalidate();
            return true;
        }
        return date(response.headers()).map(this::learn).orElse(false);
    }

    /**
     * Returns the time that signatures carry.
     *
     * @return now, as the provider sees it
     */
    public Instant now() {
        return clock.now().plus(ahead);
    }

    private boolean learn(Instant theirs) {
        if (Duration.between(now(), theirs).abs().compareTo(WORTH_MOVING) < 0) {
            return false;
        }
        ahead = Duration.between(clock.now(), theirs);
        return true;
    }

    private static Optional<Instant> date(HttpHeaders headers) {
        return headers.first("date").flatMap(HttpDate::parse);
    }

    private SharedKey key(Credentials by) {
        Secret key = by.require(KEY);
        Signer known = signer;
        if (known == null || !known.key.equals(key)) {
            known = new Signer(key, new SharedKey(endpoint.account(), key));
            signer = known;
        }
        return known.sharedKey;
    }

    private static HttpRequest with(HttpRequest request, Secret sas) {
        String url = request.uri().toString();
        URI signed = URI.create(url + (request.uri().getRawQuery() == null ? "?" : "&") + sas.reveal());
        return new HttpRequest(
                request.method(), signed, request.headers(), request.body(), request.idleTimeout(), request.inflate());
    }

    private static Set<String> options() {
        Set<String> all = new HashSet<>(AzureCredentials.FIELDS);
        all.add("account");
        return Set.copyOf(all);
    }

    private record Signer(Secret key, SharedKey sharedKey) {}
}
