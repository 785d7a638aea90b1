package dev.welkin.google;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.config.Target;
import dev.welkin.credentials.CredentialCache;
import dev.welkin.http.HttpRequest;
import dev.welkin.http.HttpResponse;
import dev.welkin.spi.CloudContext;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Lets requests act in the name of whoever the configuration says, by an OAuth 2.0 access token: given as it is
 * ({@code accessToken}), got with a credential file ({@code keyFile}), or as nobody ({@code credentials: anonymous}).
 * Tokens are renewed before they end, by one thread for all. Safe for use by several threads.
 *
 * <p>Without any of its fields, and only for Google's own hosts and loopback, credentials are looked for in the file
 * that {@code GOOGLE_APPLICATION_CREDENTIALS} names, then where {@code gcloud auth application-default login} writes,
 * then at the machine's metadata server.
 */
public final class GoogleAuth {
    /** The options of a target that are read here. */
    public static final Set<String> OPTIONS = options();

    static final String TOKEN = "accessToken";

    private final CredentialCache cache;
    private final Optional<KeyFile> key;

    private GoogleAuth(CredentialCache cache, Optional<KeyFile> key) {
        this.cache = cache;
        this.key = key;
    }

    /**
     * Finds out where the tokens of a target come from; connects to nothing.
     *
     * @param target its options, or the account it names, say so
     * @param endpoint where the requests go
     * @param scope for what tokens are asked, for example {@code https://www.googleapis.com/auth/devstorage.read_write}
     * @param context what the Cloud shares
     * @return the authority
     * @throws CloudException INVALID_ARGUMENT if an option is wrong, or a custom endpoint names no credentials (reason
     *     {@code custom_endpoint})
     */
    public static GoogleAuth of(Target target, GoogleEndpoint endpoint, String scope, CloudContext context) {
        GoogleCredentials credentials = new GoogleCredentials(endpoint, target, scope, context);
        String what = target.service() + "." + target.name();
        return new GoogleAuth(new CredentialCache(what, credentials.source(), context), credentials.key());
    }

    /**
     * Tells whether the key of a service account is at hand, so that URLs can be signed.
     *
     * @return true if {@link #key} gives it
     */
    public boolean holdsKey() {
        return key.isPresent();
    }

    /**
     * Returns what signs in the name of the service account; its file is read anew.
     *
     * @return the key
     * @throws CloudException UNAUTHENTICATED if there is no key
     */
    public ServiceAccountKey key() {
        return key.orElseThrow(() -> CloudException.of(
                        ErrorCode.UNAUTHENTICATED,
                        "There is no key to sign with: name the key of a service account as keyFile"))
                .key();
    }

    /**
     * Lets a request act in somebody's name.
     *
     * @param request what is to be sent, to the endpoint this was made for
     * @return what to send instead
     * @throws CloudException UNAUTHENTICATED if there are no credentials, or what their source throws
     */
    public HttpRequest authorise(HttpRequest request) {
        return cache.get()
                .find(TOKEN)
                .map(token -> request.header("Authorization", "Bearer " + token.reveal()))
                .orElse(request);
    }

    /**
     * Learns from a refusal: forgets a token that was refused.
     *
     * @param response the answer
     * @return true if authorising the request again may help
     */
    public boolean learn(HttpResponse response) {
        boolean refused = response.status() == 401 && cache.get().find(TOKEN).isPresent();
        if (refused) {
            cache.invalidate();
        }
        return refused;
    }

    private static Set<String> options() {
        Set<String> all = new HashSet<>(GoogleCredentials.FIELDS);
        all.add("account");
        return Set.copyOf(all);
    }
}
