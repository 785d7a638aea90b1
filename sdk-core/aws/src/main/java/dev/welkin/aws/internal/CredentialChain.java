package dev.welkin.aws.internal;

import dev.welkin.aws.AwsCredentials;
import dev.welkin.aws.SigningClock;
import dev.welkin.credentials.CredentialSource;
import dev.welkin.credentials.Credentials;
import dev.welkin.spi.CloudContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Puts the sources together that a target's options, and the host it asks, allow. */
public final class CredentialChain {
    private static final String FOREIGN = "the endpoint is not AWS's own, so it gets no credentials that merely lie"
            + " around; name some: accessKeyId and secretKey, profile, credentials, or anonymous: true";

    private final AccessOptions options;
    private final AwsSources sources;

    private CredentialChain(AccessOptions options, AwsSources sources) {
        this.options = options;
        this.sources = sources;
    }

    /** Makes the source; nothing is read or asked before its first use. */
    public static CredentialSource of(
            AccessOptions options, CloudContext context, SigningClock clock, String region, boolean ambient) {
        Caller caller = Caller.of(context, clock, "credentials");
        return new CredentialChain(options, new AwsSources(caller, region)).source(ambient);
    }

    /** The region of the variables, else of the profile that is named or stands by default. */
    public static Optional<String> region(AccessOptions options, Map<String, String> environment) {
        return options.text("region")
                .or(() -> variable(environment, "AWS_REGION"))
                .or(() -> variable(environment, "AWS_DEFAULT_REGION"))
                .or(() -> ofProfile(options, environment));
    }

    private static Optional<String> ofProfile(AccessOptions options, Map<String, String> environment) {
        String name = options.text("profile")
                .or(() -> variable(environment, "AWS_PROFILE"))
                .orElse("default");
        return options.ofAws()
                ? Profiles.read(environment).find(name).flatMap(p -> p.text("region"))
                : Optional.empty();
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private CredentialSource source(boolean ambient) {
        if (options.anonymous()) {
            return new Fixed(() -> Optional.of(AwsCredentials.anonymous()), "anonymous");
        }
        CredentialSource base = CredentialSource.firstOf(options.keys(), others(ambient));
        return options.role().map(role -> sources.role(base, role)).orElse(base);
    }

    private CredentialSource others(boolean ambient) {
        Optional<String> profile = options.text("profile");
        if (profile.isPresent()) {
            return sources.profile(profile.get());
        }
        List<String> named = options.texts("credentials");
        if (!named.isEmpty()) {
            return sources.named(named);
        }
        return ambient && options.ofAws() ? sources.named(AwsSources.NAMES) : new Fixed(Optional::empty, FOREIGN);
    }

    /** A source that always says the same. */
    private record Fixed(Supplier<Optional<Credentials>> answer, String advice) implements CredentialSource {
        @Override
        public Optional<Credentials> find() {
            return answer.get();
        }
    }
}
