package dev.welkin.credentials;

import dev.welkin.config.Options;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A place where credentials may be found: an account's fields, environment variables, a token file, an exchange with a
 * provider. Asked again at each refresh. Implementations are safe for use by several threads.
 */
public interface CredentialSource {
    /**
     * Looks for credentials.
     *
     * @return the credentials, or empty if this source does not apply here, so that the next one is asked
     * @throws dev.welkin.CloudException if the source applies but fails: half of the variables are set, a file cannot
     *     be read, a provider refuses
     */
    Optional<Credentials> find();

    /**
     * Says what to do to make this source apply; stands in the error that nothing was found.
     *
     * @return for example {@code "environment: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"}; never a value
     */
    String advice();

    /**
     * Takes credentials from the fields of an account or a target. It applies once one of the required fields is there,
     * and then all of them must be.
     *
     * @param options the fields
     * @param required the fields that must be there
     * @param optional further fields that are taken along
     * @return the source
     */
    static CredentialSource explicit(Options options, List<String> required, String... optional) {
        return NamedSecrets.explicit(options, required, List.of(optional));
    }

    /**
     * Takes credentials from environment variables. It applies once one of the required variables is set and not empty,
     * and then all of them must be.
     *
     * @param environment the variables, normally {@link System#getenv()}
     * @param required the variable of each credential, for example {@code accessKeyId} to {@code AWS_ACCESS_KEY_ID}
     * @param optional the variables of further credentials that are taken along
     * @return the source
     */
    static CredentialSource environment(
            Map<String, String> environment, Map<String, String> required, Map<String, String> optional) {
        return NamedSecrets.environment(environment, required, optional);
    }

    /**
     * Takes one credential from a file, which is read again at each refresh: whoever rotates the token rewrites it.
     *
     * @param file the file, at most 64 KiB of UTF-8; its text without surrounding blanks is the credential
     * @param name what the credential is called, for example {@code token}
     * @return the source; it applies where the file exists
     */
    static CredentialSource file(Path file, String name) {
        return new SecretFile(file, name);
    }

    /**
     * Asks several sources in order.
     *
     * @param sources the sources
     * @return a source that gives what the first of them gives that applies
     */
    static CredentialSource firstOf(CredentialSource... sources) {
        return new FirstSource(List.of(sources));
    }
}
