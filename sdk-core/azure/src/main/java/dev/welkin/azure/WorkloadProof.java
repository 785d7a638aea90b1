package dev.welkin.azure;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.credentials.CredentialSource;
import dev.welkin.credentials.Credentials;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What proves a workload's identity: a token in a file, which is read again each time, beside the ids of tenant and
 * application.
 *
 * @param ids finds {@code tenantId}, {@code clientId} and {@code tokenFile}
 */
record WorkloadProof(CredentialSource ids) implements CredentialSource {
    @Override
    public Optional<Credentials> find() {
        return ids.find().map(WorkloadProof::withAssertion);
    }

    @Override
    public String advice() {
        return ids.advice();
    }

    private static Credentials withAssertion(Credentials ids) {
        CredentialSource file =
                CredentialSource.file(Path.of(ids.require("tokenFile").reveal()), AppTokens.ASSERTION);
        Credentials token = file.find().orElseThrow(() -> missing(file));
        Map<String, Secret> values = new HashMap<>(ids.values());
        values.putAll(token.values());
        return Credentials.of(token.source(), values);
    }

    private static CloudException missing(CredentialSource file) {
        return CloudException.of(
                ErrorCode.UNAUTHENTICATED, "The token of the workload's identity is not there: " + file.advice());
    }
}
