package dev.welkin.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.config.Target;
import dev.welkin.credentials.Credentials;
import dev.welkin.http.HttpClient;
import dev.welkin.testkit.FaultServer;
import dev.welkin.time.ManualClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A Cloud with variables, profile files and a server of the test's own; metadata of instances is off. */
public abstract class AccessTestBase {
    protected static final URI OWN = URI.create("https://sqs.eu-west-1.amazonaws.com");
    /** What no message may hold. */
    protected static final String CANARY = "canary-5e4d";

    @TempDir
    protected Path home = Path.of("");

    protected final Map<String, String> environment = new HashMap<>();
    protected final Map<String, Object> config = new HashMap<>();
    protected final ManualClock clock = new ManualClock();
    protected final FaultServer server = FaultServer.start();
    private @Nullable Cloud cloud;

    @BeforeEach
    void bareMachine() {
        environment.put("HOME", home.toString());
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
    }

    @AfterEach
    void closeAll() {
        if (cloud != null) {
            cloud.close();
        }
        server.close();
    }

    /** The access of a target with options such as {@code region=eu-west-1&profile=prod}. */
    protected AwsAccess access(String options) {
        return access(options, Map.of());
    }

    protected AwsAccess access(String options, Map<String, Object> secrets) {
        Target target = target(options.isEmpty() ? "" : "?" + options);
        Map<String, Object> all = new HashMap<>(target.options());
        all.putAll(secrets);
        return AwsAccess.of(target.withOptions(all), cloud().context());
    }

    protected HttpClient http() {
        return cloud().context().http(target(""));
    }

    private Target target(String query) {
        return Target.parse("events", "orders", "sqs:q" + query, home, "here");
    }

    /** Opened at its first use, with the variables that the test has set until then. */
    private Cloud cloud() {
        Cloud opened = cloud;
        if (opened == null) {
            opened = Cloud.builder()
                    .config(config)
                    .environment(environment)
                    .clock(clock)
                    .open();
            cloud = opened;
        }
        return opened;
    }

    protected Credentials keys(String options) {
        return access(options).credentials(OWN).get();
    }

    protected void write(String name, String text) {
        try {
            Path file = home.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    protected static String id(Credentials keys) {
        return keys.require(AwsCredentials.ACCESS_KEY_ID).reveal();
    }

    protected static String secret(Credentials keys) {
        return keys.require(AwsCredentials.SECRET_KEY).reveal();
    }

    protected static String session(Credentials keys) {
        return keys.require(AwsCredentials.SESSION_TOKEN).reveal();
    }

    protected static AbstractStringAssert<?> error(ErrorCode code, ThrowingCallable call) {
        CloudException thrown = catchThrowableOfType(CloudException.class, call);
        assertThat(thrown).isNotNull();
        assertThat(thrown.code()).as("%s", thrown.getMessage()).isEqualTo(code);
        return assertThat(String.valueOf(thrown.getMessage())).doesNotContain(CANARY);
    }
}
