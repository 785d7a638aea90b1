package dev.welkin.aws;

import dev.welkin.Secret;
import dev.welkin.credentials.Credentials;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What AWS credentials are called inside {@link Credentials}. */
public final class AwsCredentials {
    /** The name of the access key id. */
    public static final String ACCESS_KEY_ID = "accessKeyId";

    /** The name of the secret access key. */
    public static final String SECRET_KEY = "secretKey";

    /** The name of the session token, which only temporary credentials have. */
    public static final String SESSION_TOKEN = "sessionToken";

    private AwsCredentials() {}

    /**
     * Makes credentials.
     *
     * @param accessKeyId the access key id
     * @param secretKey the secret access key
     * @param sessionToken the session token; null or empty for keys that have none
     * @param expires when they end, or null if they do not
     * @param source where they came from, for errors
     * @return the credentials
     */
    public static Credentials of(
            String accessKeyId,
            Secret secretKey,
            @Nullable Secret sessionToken,
            @Nullable Instant expires,
            String source) {
        Map<String, Secret> values = new TreeMap<>();
        values.put(ACCESS_KEY_ID, Secret.of(accessKeyId));
        values.put(SECRET_KEY, secretKey);
        if (sessionToken != null && !sessionToken.reveal().isEmpty()) {
            values.put(SESSION_TOKEN, sessionToken);
        }
        return new Credentials(values, expires, source);
    }

    /**
     * Makes credentials of nobody: requests go out unsigned, as public buckets allow.
     *
     * @return credentials without any value
     */
    public static Credentials anonymous() {
        return Credentials.of("anonymous", Map.of());
    }

    /**
     * Tells whether requests go out unsigned.
     *
     * @param credentials any credentials
     * @return true for those of {@link #anonymous}
     */
    public static boolean isAnonymous(Credentials credentials) {
        return credentials.values().isEmpty();
    }
}
