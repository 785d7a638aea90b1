package dev.welkin.azure;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.config.Options;
import dev.welkin.config.Target;
import dev.welkin.credentials.Account;
import dev.welkin.credentials.CredentialSource;
import dev.welkin.credentials.Credentials;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import dev.welkin.spi.CloudContext;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the credentials of one storage account come from. Fields of the configuration win; without any, and only for
 * Azure's own hosts and loopback, the environment is looked through.
 */
final class AzureCredentials {
    /** The fields of an account, or of a target, that are read here. */
    static final Set<String> FIELDS =
            Set.of(AzureAuth.KEY, AzureAuth.SAS, "tenantId", "clientId", AppTokens.SECRET, "tokenFile", "credentials");

    private static final String CHOICE = "credentials";
    private static final String RESOURCE = "https://storage.azure.com";

    private final AzureEndpoint endpoint;
    private final Target target;
    private final CloudContext context;
    private final Options given;
    private final Map<String, String> environment;

    AzureCredentials(AzureEndpoint endpoint, Target target, CloudContext context) {
        this.endpoint = endpoint;
        this.target = target;
        this.context = context;
        this.given = context.account(target).map(this::options).orElseGet(target::typed);
        this.environment = context.environment();
    }

    /** Finds the source; asks it nothing. */
    CredentialSource source() {
        return configured().orElseGet(this::chosen);
    }

    /** Tells whether the source gives the account's key, without asking it. */
    boolean holdsKey() {
        boolean looksAround =
                configured().isEmpty() && Set.of("", "environment").contains(choice());
        return has(AzureAuth.KEY)
                || (looksAround
                        && ofThisAccount(AzureAuth.KEY, "AZURE_STORAGE_KEY")
                                .find()
                                .isPresent());
    }

    private Options options(Account account) {
        if (!account.provider().equals("azure")) {
            throw target.typed()
                    .invalid("account", "names an account of '" + account.provider() + "'; it must be one of azure");
        }
        Options options = account.options();
        Set<String> known = new HashSet<>(FIELDS);
        known.add("provider");
        options.only(known);
        return options;
    }

    private Optional<CredentialSource> configured() {
        if (has(AzureAuth.KEY)) {
            return Optional.of(CredentialSource.explicit(given, List.of(AzureAuth.KEY)));
        }
        if (has(AzureAuth.SAS)) {
            return Optional.of(new SasSource(CredentialSource.explicit(given, List.of(AzureAuth.SAS))));
        }
        if (has(AppTokens.SECRET)) {
            return Optional.of(
                    app(CredentialSource.explicit(given, List.of("tenantId", "clientId", AppTokens.SECRET))));
        }
        if (has("tokenFile")) {
            return Optional.of(app(
                    new WorkloadProof(CredentialSource.explicit(given, List.of("tenantId", "clientId", "tokenFile")))));
        }
        return Optional.empty();
    }

    private CredentialSource chosen() {
        return switch (choice()) {
            case "" -> ambient();
            case "environment" -> fromEnvironment();
            case "managed" -> managed();
            case "cli" -> cli();
            case "anonymous" -> new Anonymous();
            default -> throw given.invalid(CHOICE, "must be environment, managed, cli or anonymous");
        };
    }

    private String choice() {
        return given.text(CHOICE).orElse("");
    }

    private CredentialSource ambient() {
        if (!endpoint.takesAmbientCredentials()) {
            throw CloudException.builder(
                            ErrorCode.INVALID_ARGUMENT,
                            target.origin() + ": the endpoint of storage account '" + endpoint.account()
                                    + "' is not one of Azure's own, so credentials found in the environment are not"
                                    + " sent there. Name its credentials: an account, accountKey, sasToken, or"
                                    + " credentials: anonymous.")
                    .reason("custom_endpoint")
                    .build();
        }
        return CredentialSource.firstOf(fromEnvironment(), managed(), cli());
    }

    private CredentialSource fromEnvironment() {
        CredentialSource secret = environment(AppTokens.SECRET, "AZURE_CLIENT_SECRET");
        CredentialSource file = environment("tokenFile", "AZURE_FEDERATED_TOKEN_FILE");
        boolean workload =
                !environment.getOrDefault("AZURE_FEDERATED_TOKEN_FILE", "").isEmpty();
        return CredentialSource.firstOf(
                ofThisAccount(AzureAuth.KEY, "AZURE_STORAGE_KEY"),
                new SasSource(ofThisAccount(AzureAuth.SAS, "AZURE_STORAGE_SAS_TOKEN")),
                workload ? app(new WorkloadProof(file)) : app(secret));
    }

    private CredentialSource environment(String name, String variable) {
        return CredentialSource.environment(
                environment,
                Map.of("tenantId", "AZURE_TENANT_ID", "clientId", "AZURE_CLIENT_ID", name, variable),
                Map.of());
    }

    /** A key in the environment belongs to the account that is named beside it. */
    private CredentialSource ofThisAccount(String name, String variable) {
        boolean same = endpoint.account().equals(environment.get("AZURE_STORAGE_ACCOUNT"));
        Map<String, String> seen = same ? environment : Map.of();
        return CredentialSource.environment(seen, Map.of(name, variable), Map.of());
    }

    private CredentialSource managed() {
        String client = given.text("clientId").orElse(environment.getOrDefault("AZURE_CLIENT_ID", ""));
        return new ManagedIdentity(environment, client, RESOURCE, TokenEndpoint.onThisMachine(context, target));
    }

    private CredentialSource cli() {
        String tenant = given.text("tenantId").orElse("");
        return new AzCli(environment, tenant, RESOURCE, context.clock(), AzCli.TIMEOUT);
    }

    private CredentialSource app(CredentialSource proof) {
        return new AppTokens(proof, login(), RESOURCE + "/.default", TokenEndpoint.secure(context, target));
    }

    private URI login() {
        String host = environment.getOrDefault("AZURE_AUTHORITY_HOST", "");
        if (host.isEmpty()) {
            return endpoint.cloud().login();
        }
        URI uri = URI.create(host.endsWith("/") ? host.substring(0, host.length() - 1) : host);
        if (!AzureCloud.isLogin(uri)
                && !HttpRequest.of("GET", uri, HttpHeaders.empty()).toLoopback()) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "AZURE_AUTHORITY_HOST must be one of Azure's own hosts, such as "
                            + endpoint.cloud().login());
        }
        return uri;
    }

    private boolean has(String field) {
        return given.values().containsKey(field);
    }

    /** Public containers are read without any credentials. */
    private record Anonymous() implements CredentialSource {
        @Override
        public Optional<Credentials> find() {
            return Optional.of(Credentials.of("nobody", Map.of()));
        }

        @Override
        public String advice() {
            return "nobody";
        }
    }
}
