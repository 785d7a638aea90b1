package dev.welkin.aws.internal;

import dev.welkin.CloudException;
import dev.welkin.aws.AwsCredentials;
import dev.welkin.config.Options;
import dev.welkin.config.Target;
import dev.welkin.credentials.Account;
import dev.welkin.credentials.CredentialSource;
import dev.welkin.spi.CloudContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a target and the account it names say about who asks, and where; the target's own word comes first. */
public final class AccessOptions {
    /** The options that a target of AWS may have. */
    public static final Set<String> OF_TARGET = Set.of(
            "account",
            "region",
            "anonymous",
            "profile",
            "credentials",
            "roleArn",
            "roleSessionName",
            "externalId",
            AwsCredentials.ACCESS_KEY_ID,
            AwsCredentials.SECRET_KEY,
            AwsCredentials.SESSION_TOKEN);

    private static final List<String> KEYS = List.of(AwsCredentials.ACCESS_KEY_ID, AwsCredentials.SECRET_KEY);

    private final Options target;
    private final @Nullable Account account;

    private AccessOptions(Options target, @Nullable Account account) {
        this.target = target;
        this.account = account;
    }

    /** Reads and checks the options; INVALID_ARGUMENT where they contradict each other. */
    public static AccessOptions of(Target target, CloudContext context) {
        AccessOptions options =
                new AccessOptions(target.typed(), context.account(target).orElse(null));
        if (options.text("profile").isPresent() && !options.texts("credentials").isEmpty()) {
            throw options.target.invalid("credentials", "cannot stand beside 'profile': a profile is named already");
        }
        for (String name : options.texts("credentials")) {
            if (!AwsSources.NAMES.contains(name)) {
                throw options.target.invalid("credentials", "must be of " + String.join(", ", AwsSources.NAMES));
            }
        }
        return options;
    }

    Optional<String> text(String option) {
        return all().flatMap(o -> o.text(option).stream()).findFirst();
    }

    List<String> texts(String option) {
        return all().map(o -> o.texts(option))
                .filter(l -> !l.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    boolean anonymous() {
        return all().anyMatch(o -> o.flag("anonymous", false));
    }

    /** Tells whether what lies around on this machine may be used: not for accounts of other clouds. */
    boolean ofAws() {
        return account == null || account.provider().equals("aws");
    }

    Optional<Role> role() {
        return text("roleArn")
                .map(arn -> new Role(
                        arn,
                        text("roleSessionName").orElse(null),
                        text("externalId").orElse(null),
                        null));
    }

    /** The keys that stand in the configuration itself. */
    CredentialSource keys() {
        return CredentialSource.firstOf(all().map(o -> CredentialSource.explicit(o, KEYS, AwsCredentials.SESSION_TOKEN))
                .toArray(CredentialSource[]::new));
    }

    CloudException invalid(String option, String what) {
        return target.invalid(option, what);
    }

    private Stream<Options> all() {
        return Stream.concat(Stream.of(target), Stream.ofNullable(account).map(Account::options));
    }
}
