package dev.welkin.aws.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.aws.AwsCredentials;
import dev.welkin.credentials.CredentialSource;
import dev.welkin.credentials.Credentials;
import dev.welkin.spi.Shown;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a profile, read anew each time: a role assumed by another profile, SSO, keys that stand there, or a
 * process.
 */
final class ProfileSource implements CredentialSource {
    private static final String SOURCE_PROFILE = "source_profile";
    private static final String CREDENTIAL_SOURCE = "credential_source";

    private final Caller caller;
    private final @Nullable String named;
    private final String region;

    /**
     * Makes the source.
     *
     * @param named the profile that the configuration names, or null for the one of the environment
     * @param region where STS is asked, if the profile names no region; may be empty
     */
    ProfileSource(Caller caller, @Nullable String named, String region) {
        this.caller = caller;
        this.named = named;
        this.region = region;
    }

    @Override
    public Optional<Credentials> find() {
        Profiles profiles = Profiles.read(caller.environment());
        String ofEnvironment = Profiles.named(caller.environment());
        String name = named != null ? named : ofEnvironment.isEmpty() ? "default" : ofEnvironment;
        boolean wanted = named != null || !ofEnvironment.isEmpty();
        Optional<Profile> profile = profiles.find(name);
        if (profile.isEmpty() && wanted) {
            throw CloudException.of(
                    ErrorCode.UNAUTHENTICATED,
                    "There is no AWS profile '" + Shown.of(name, 64) + "'; the profile files have: "
                            + Shown.of(profiles.names()));
        }
        Optional<Credentials> keys = profile.flatMap(p -> resolve(p, profiles, new ArrayList<>()));
        if (keys.isEmpty() && wanted) {
            throw profile.orElseThrow()
                    .refused("holds no credentials: give it role_arn, sso_session, aws_access_key_id or"
                            + " credential_process");
        }
        return keys;
    }

    @Override
    public String advice() {
        return "profile: run aws configure, or name a profile by AWS_PROFILE";
    }

    private Optional<Credentials> resolve(Profile profile, Profiles profiles, List<String> before) {
        if (profile.has("role_arn")) {
            return Optional.of(role(profile, profiles, before));
        }
        if (profile.has("sso_session") || profile.has("sso_start_url")) {
            return new SsoSource(caller, profile, profiles).find();
        }
        return keys(profile)
                .or(() -> profile.has("credential_process")
                        ? new ProcessSource(profile, ProcessSource.TIMEOUT).find()
                        : Optional.empty());
    }

    private Credentials role(Profile profile, Profiles profiles, List<String> before) {
        if (profile.has("mfa_serial")) {
            throw CloudException.of(
                    ErrorCode.UNSUPPORTED,
                    profile.shown()
                            + " asks for a code of a second factor (mfa_serial), and nobody is there to type it."
                            + " Use SSO, or a credential_process that asks for it.");
        }
        Role role = Role.of(profile);
        String place = profile.text("region").orElse(region);
        if (profile.has("web_identity_token_file")) {
            Path token = Path.of(profile.require("web_identity_token_file"));
            return new WebIdentitySource(caller, place).assume(token, role);
        }
        return new Sts(caller, place).assumeRole(base(profile, profiles, before), role);
    }

    /** The keys that a role is assumed with. */
    private Credentials base(Profile profile, Profiles profiles, List<String> before) {
        if (profile.has(SOURCE_PROFILE) == profile.has(CREDENTIAL_SOURCE)) {
            throw profile.invalid(
                    "must have one of " + SOURCE_PROFILE + " and " + CREDENTIAL_SOURCE + " beside its role_arn");
        }
        Optional<Credentials> keys = profile.has(SOURCE_PROFILE)
                ? sourceProfile(profile, profiles, before)
                : credentialSource(profile).find();
        return keys.orElseThrow(() -> profile.refused("has a role_arn whose source has no credentials"));
    }

    private Optional<Credentials> sourceProfile(Profile profile, Profiles profiles, List<String> before) {
        String name = profile.require(SOURCE_PROFILE);
        if (name.equals(profile.name())) {
            return keys(profile); // its own keys assume its role
        }
        before.add(profile.name());
        if (before.contains(name)) {
            throw profile.invalid("assumes its role by way of itself: " + Shown.of(before));
        }
        Profile source = profiles.find(name)
                .orElseThrow(() ->
                        profile.invalid("names the source_profile '" + Shown.of(name, 64) + "', which there is not"));
        return resolve(source, profiles, before);
    }

    private CredentialSource credentialSource(Profile profile) {
        String name = profile.require(CREDENTIAL_SOURCE);
        return switch (name) {
            case "Environment" -> AwsSources.environment(caller.environment());
            case "Ec2InstanceMetadata" -> new InstanceSource(caller);
            case "EcsContainer" -> new ContainerSource(caller);
            default ->
                throw profile.invalid("has an unknown credential_source; known are Environment, Ec2InstanceMetadata"
                        + " and EcsContainer");
        };
    }

    private static Optional<Credentials> keys(Profile profile) {
        boolean id = profile.has("aws_access_key_id");
        if (!id && !profile.has("aws_secret_access_key")) {
            return Optional.empty();
        }
        if (id != profile.has("aws_secret_access_key")) {
            throw profile.refused("holds only one of aws_access_key_id and aws_secret_access_key");
        }
        return Optional.of(AwsCredentials.of(
                profile.require("aws_access_key_id"),
                profile.secret("aws_secret_access_key").orElseThrow(),
                profile.secret("aws_session_token").orElse(null),
                null,
                "profile " + Shown.of(profile.name(), 64)));
    }
}
