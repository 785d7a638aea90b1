package dev.welkin.aws.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.credentials.CredentialSource;
import dev.welkin.credentials.Credentials;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The keys of a role, assumed with a token that the platform (EKS, GitHub ..) keeps fresh in a file. */
final class WebIdentitySource implements CredentialSource {
    private static final String FILE = "AWS_WEB_IDENTITY_TOKEN_FILE";
    private static final String ROLE = "AWS_ROLE_ARN";

    private final Caller caller;
    private final String region;

    WebIdentitySource(Caller caller, String region) {
        this.caller = caller;
        this.region = region;
    }

    @Override
    public Optional<Credentials> find() {
        Map<String, String> environment = caller.environment();
        String file = environment.getOrDefault(FILE, "");
        String arn = environment.getOrDefault(ROLE, "");
        if (file.isEmpty()) {
            return Optional.empty(); // a role alone is also set for other tools
        }
        if (arn.isEmpty()) {
            throw CloudException.of(ErrorCode.UNAUTHENTICATED, FILE + " is set but " + ROLE + " is not");
        }
        Role role = new Role(arn, environment.get("AWS_ROLE_SESSION_NAME"), null, null);
        return Optional.of(assume(Path.of(file), role));
    }

    Credentials assume(Path file, Role role) {
        Secret token = CredentialSource.file(file, "web identity token")
                .find()
                .orElseThrow(() -> CloudException.of(
                        ErrorCode.UNAUTHENTICATED, "The file of the web identity token is missing: " + file))
                .require("web identity token");
        return new Sts(caller, region).assumeRoleWithWebIdentity(token, role);
    }

    @Override
    public String advice() {
        return "web identity: set " + FILE + " and " + ROLE;
    }
}
