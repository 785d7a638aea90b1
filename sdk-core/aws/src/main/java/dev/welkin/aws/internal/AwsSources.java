package dev.welkin.aws.internal;

import dev.welkin.aws.AwsCredentials;
import dev.welkin.credentials.CredentialSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The places where AWS credentials may lie, by the names that the option {@code credentials} knows, in order. */
final class AwsSources {
    /** The names, in the order in which they are asked where nobody names any. */
    static final List<String> NAMES = List.of("environment", "web-identity", "profile", "container", "instance");

    private final Map<String, Supplier<CredentialSource>> byName = new TreeMap<>();

    private final Caller caller;
    private final String region;

    /** Looks around for a Cloud; STS is asked in the region, or globally if it is empty. */
    AwsSources(Caller caller, String region) {
        this.caller = caller;
        this.region = region;
        byName.put("environment", () -> environment(caller.environment()));
        byName.put("web-identity", () -> new WebIdentitySource(caller, region));
        byName.put("profile", () -> profile(null));
        byName.put("container", () -> new ContainerSource(caller));
        byName.put("instance", () -> new InstanceSource(caller));
    }

    CredentialSource profile(@Nullable String name) {
        return new ProfileSource(caller, name, region);
    }

    CredentialSource named(List<String> names) {
        return CredentialSource.firstOf(
                names.stream().map(byName::get).map(Supplier::get).toArray(CredentialSource[]::new));
    }

    CredentialSource role(CredentialSource base, Role role) {
        return new RoleSource(base, role, new Sts(caller, region));
    }

    static CredentialSource environment(Map<String, String> variables) {
        return CredentialSource.environment(
                variables,
                Map.of(
                        AwsCredentials.ACCESS_KEY_ID, "AWS_ACCESS_KEY_ID",
                        AwsCredentials.SECRET_KEY, "AWS_SECRET_ACCESS_KEY"),
                Map.of(AwsCredentials.SESSION_TOKEN, "AWS_SESSION_TOKEN"));
    }
}
