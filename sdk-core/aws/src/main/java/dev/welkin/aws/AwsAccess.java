package dev.welkin.aws;

import dev.welkin.CloudException;
import dev.welkin.aws.internal.AccessOptions;
import dev.welkin.aws.internal.CredentialChain;
import dev.welkin.config.Target;
import dev.welkin.credentials.CredentialCache;
import dev.welkin.credentials.CredentialSource;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import dev.welkin.spi.CloudContext;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Who a target asks AWS as, and in which region: from the target's options, the account it names, and, only where
 * requests go to AWS's own hosts or to this machine, from what lies around: variables, web identity, profile files,
 * container and instance metadata. Nothing is asked before the first credentials are needed. Safe for use by several
 * threads.
 *
 * <pre>{@code
 * AwsAccess access = AwsAccess.of(target, context);
 * SigV4 signer = access.signer("sqs");
 * CredentialCache credentials = access.credentials(endpoint);
 * HttpRequest signed = signer.sign(request, credentials.get(), PayloadHash.of(body));
 * }</pre>
 */
public final class AwsAccess {
    /**
     * The options that {@link #of} reads, for {@link Target#onlyOptions}: {@code account}, {@code region},
     * {@code accessKeyId}, {@code secretKey}, {@code sessionToken}, {@code profile}, {@code credentials} (names of
     * sources: environment, web-identity, profile, container, instance), {@code roleArn}, {@code roleSessionName},
     * {@code externalId}, {@code anonymous}.
     */
    public static final Set<String> OPTIONS = AccessOptions.OF_TARGET;

    private final Target target;
    private final CloudContext context;
    private final AccessOptions options;
    private final SigningClock clock;

    private AwsAccess(Target target, CloudContext context) {
        this.target = target;
        this.context = context;
        this.options = AccessOptions.of(target, context);
        this.clock = new SigningClock(context.clock());
    }

    /**
     * Reads the options of a target and of the account it names.
     *
     * @param target what the configuration says
     * @param context what the Cloud shares
     * @return the access
     * @throws CloudException INVALID_ARGUMENT if there is no such account, or options contradict each other
     */
    public static AwsAccess of(Target target, CloudContext context) {
        return new AwsAccess(target, context);
    }

    /**
     * Returns the region: of the target, the account, {@code AWS_REGION}, {@code AWS_DEFAULT_REGION}, the profile.
     *
     * @return the region, or empty if nothing names one
     * @throws CloudException UNAUTHENTICATED if a profile file cannot be read
     */
    public Optional<String> findRegion() {
        return CredentialChain.region(options, context.environment());
    }

    /**
     * Returns the region, which must be known.
     *
     * @return for example {@code eu-west-1}
     * @throws CloudException INVALID_ARGUMENT if nothing names one, saying where it may be named
     */
    public String region() {
        return findRegion()
                .orElseThrow(() -> target.typed()
                        .invalid(
                                "region",
                                "is missing: write for example region=eu-west-1, set AWS_REGION, or give the profile"
                                        + " a region"));
    }

    /**
     * Returns the time that requests are signed with; the same one for all signers of this access.
     *
     * @return the clock
     */
    public SigningClock clock() {
        return clock;
    }

    /**
     * Makes a signer for a service in the {@link #region}.
     *
     * @param service the signing name, for example {@code sqs}
     * @return a new signer
     * @throws CloudException INVALID_ARGUMENT if nothing names a region
     */
    public SigV4 signer(String service) {
        return SigV4.of(service, region(), clock);
    }

    /**
     * Makes a cache of the credentials that may go to an endpoint.
     *
     * @param endpoint where requests go
     * @return a new cache; its {@code get} throws UNAUTHENTICATED if there are none, or none that may go there
     */
    public CredentialCache credentials(URI endpoint) {
        return new CredentialCache(target.service() + "." + target.name(), source(endpoint), context);
    }

    /**
     * Makes the source of the credentials that may go to an endpoint, for a backend that knows further sources.
     *
     * @param endpoint where requests go
     * @return the source
     */
    public CredentialSource source(URI endpoint) {
        return CredentialChain.of(options, context, clock, findRegion().orElse(""), ambient(endpoint));
    }

    /**
     * Tells whether credentials that merely lie around on this machine may go to an endpoint.
     *
     * @param endpoint where requests go
     * @return true for AWS's own hosts and for this machine
     */
    public static boolean ambient(URI endpoint) {
        String host = endpoint.getHost();
        return host != null
                && (AwsPartition.owns(host)
                        || HttpRequest.of("GET", endpoint, HttpHeaders.empty()).toLoopback());
    }
}
