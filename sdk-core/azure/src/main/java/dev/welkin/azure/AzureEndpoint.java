package dev.welkin.azure;

import dev.welkin.CloudException;
import dev.welkin.config.Options;
import dev.welkin.config.Target;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a storage account is reached.
 *
 * @param account the account's name, which signatures hold
 * @param base what all URLs of the account begin with, without a slash at its end; on a custom endpoint it may have a
 *     path, as {@code http://127.0.0.1:10000/devstoreaccount1} has
 * @param cloud whose tokens the account takes
 */
public record AzureEndpoint(String account, URI base, AzureCloud cloud) {
    /** The options of a target that are read here. */
    public static final Set<String> OPTIONS = Set.of("endpoint", "cloud");

    private static final Pattern ACCOUNT = Pattern.compile("[a-z0-9-]{3,64}");
    private static final String EXAMPLE = "http://127.0.0.1:10000/devstoreaccount1";

    /**
     * Reads the endpoint of a target.
     *
     * @param target its option {@code endpoint} is a URL that stands for the account, its option {@code cloud} one of
     *     Azure's clouds
     * @param account the account's name
     * @param service {@code blob} or {@code queue}
     * @return the endpoint
     * @throws CloudException INVALID_ARGUMENT if the account or an option is no such thing
     */
    public static AzureEndpoint of(Target target, String account, String service) {
        Options options = target.typed();
        if (!ACCOUNT.matcher(account).matches()) {
            throw options.invalid("url", "must name a storage account, as in azure://account/container");
        }
        AzureCloud cloud = AzureCloud.of(options);
        URI base = options.endpoint("endpoint", EXAMPLE).orElseGet(() -> cloud.storage(account, service));
        return new AzureEndpoint(account, base, cloud);
    }

    /**
     * Tells whether credentials that were found in the environment may be sent here.
     *
     * @return true for Azure's own hosts and for loopback
     */
    public boolean takesAmbientCredentials() {
        boolean loopback = HttpRequest.of("GET", base, HttpHeaders.empty()).toLoopback();
        return loopback || isAzures();
    }

    /**
     * Tells whether this is one of Azure's own hosts, and no emulator or gateway.
     *
     * @return true for https to {@code *.core.windows.net} and its like in other clouds
     */
    public boolean isAzures() {
        return AzureCloud.isStorage(base);
    }
}
