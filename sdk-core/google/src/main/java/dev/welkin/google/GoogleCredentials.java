package dev.welkin.google;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.config.Options;
import dev.welkin.config.Target;
import dev.welkin.credentials.Account;
import dev.welkin.credentials.CredentialSource;
import dev.welkin.credentials.Credentials;
import dev.welkin.spi.CloudContext;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where the tokens of one target come from. Fields of the configuration win; without any, and only for Google's own
 * hosts and loopback, the environment is looked through.
 */
final class GoogleCredentials {
    private static final String FILE = "keyFile";
    private static final String CHOICE = "credentials";
    /** The fields of an account, or of a target, that are read here. */
    static final Set<String> FIELDS = Set.of(FILE, GoogleAuth.TOKEN, CHOICE);

    private static final String VARIABLE = "GOOGLE_APPLICATION_CREDENTIALS";

    private final GoogleEndpoint endpoint;
    private final Target target;
    private final String scope;
    private final CloudContext context;
    private final Options given;
    private final Map<String, String> environment;

    GoogleCredentials(GoogleEndpoint endpoint, Target target, String scope, CloudContext context) {
        this.endpoint = endpoint;
        this.target = target;
        this.scope = scope;
        this.context = context;
        this.given = context.account(target).map(this::options).orElseGet(target::typed);
        this.environment = context.environment();
    }

    /** Finds the source; asks it nothing. */
    CredentialSource source() {
        if (given.values().containsKey(GoogleAuth.TOKEN)) {
            return CredentialSource.explicit(given, List.of(GoogleAuth.TOKEN));
        }
        if (given.values().containsKey(FILE)) {
            return new Required(tokens(configuredFile()));
        }
        return switch (choice()) {
            case "" -> ambient();
            case "environment" -> files();
            case "metadata" -> metadata();
            case "anonymous" -> new Anonymous();
            default -> throw given.invalid(CHOICE, "must be environment, metadata or anonymous");
        };
    }

    /** Finds the file that the source reads first, if it holds the key of a service account. */
    Optional<KeyFile> key() {
        if (given.values().containsKey(GoogleAuth.TOKEN)) {
            return Optional.empty();
        }
        if (given.values().containsKey(FILE)) {
            return Optional.of(configuredFile()).filter(KeyFile::holdsKey);
        }
        boolean looksAround = Set.of("", "environment").contains(choice());
        return looksAround ? named().or(this::wellKnown).filter(KeyFile::holdsKey) : Optional.empty();
    }

    private Options options(Account account) {
        if (!account.provider().equals("google")) {
            throw target.typed()
                    .invalid("account", "names an account of '" + account.provider() + "'; it must be one of google");
        }
        Options options = account.options();
        Set<String> known = new HashSet<>(FIELDS);
        known.add("provider");
        options.only(known);
        return options;
    }

    private String choice() {
        return given.text(CHOICE).orElse("");
    }

    private CredentialSource ambient() {
        if (!endpoint.takesAmbientCredentials()) {
            throw CloudException.builder(
                            ErrorCode.INVALID_ARGUMENT,
                            target.origin() + ": the endpoint of '" + target.name()
                                    + "' is not one of Google's own, so credentials found in the environment are not"
                                    + " sent there. Name its credentials: an account, keyFile, accessToken, or"
                                    + " credentials: anonymous.")
                    .reason("custom_endpoint")
                    .build();
        }
        return CredentialSource.firstOf(files(), metadata());
    }

    private CredentialSource files() {
        CredentialSource[] found = Stream.concat(
                        Stream.of(new Named(VARIABLE, named().map(this::tokens))),
                        wellKnown().map(this::tokens).stream())
                .toArray(CredentialSource[]::new);
        return CredentialSource.firstOf(found);
    }

    private CredentialSource metadata() {
        return new MetadataTokens(environment, scope, TokenEndpoint.onThisMachine(context, target));
    }

    private FileTokens tokens(KeyFile file) {
        return new FileTokens(file, scope, TokenEndpoint.secure(context, target));
    }

    private KeyFile configuredFile() {
        try {
            return new KeyFile(target.folder().resolve(given.text(FILE).orElse("")));
        } catch (InvalidPathException e) {
            throw given.invalid(FILE, "must be a path");
        }
    }

    private Optional<KeyFile> named() {
        return variable(VARIABLE).map(KeyFile::new);
    }

    /** Where {@code gcloud auth application-default login} writes. */
    private Optional<KeyFile> wellKnown() {
        Optional<Path> folder = variable("CLOUDSDK_CONFIG")
                .or(() -> variable("APPDATA").map(path -> path.resolve("gcloud")))
                .or(() -> variable("HOME").map(path -> path.resolve(".config/gcloud")));
        return folder.map(path -> new KeyFile(path.resolve("application_default_credentials.json")));
    }

    private Optional<Path> variable(String name) {
        try {
            return Optional.ofNullable(environment.get(name))
                    .filter(value -> !value.isEmpty())
                    .map(Path::of);
        } catch (InvalidPathException e) {
            throw CloudException.of(ErrorCode.INVALID_ARGUMENT, "The variable " + name + " holds no path");
        }
    }

    /**
     * A file that somebody named must be there.
     *
     * @param tokens reads it
     */
    private record Required(FileTokens tokens) implements CredentialSource {
        @Override
        public Optional<Credentials> find() {
            return Optional.of(tokens.find().orElseThrow(() -> tokens.file().bad("is not there")));
        }

        @Override
        public String advice() {
            return tokens.advice();
        }
    }

    /**
     * The file that a variable names, where it is set.
     *
     * @param variable its name
     * @param tokens reads the file
     */
    private record Named(String variable, Optional<FileTokens> tokens) implements CredentialSource {
        @Override
        public Optional<Credentials> find() {
            return tokens.map(Required::new).flatMap(Required::find);
        }

        @Override
        public String advice() {
            return "environment: set " + variable + " to the path of a service account's key";
        }
    }

    /** Public buckets are read without any credentials. */
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
