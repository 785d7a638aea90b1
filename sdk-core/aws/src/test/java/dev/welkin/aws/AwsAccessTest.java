package dev.welkin.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.credentials.Credentials;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwsAccessTest extends AccessTestBase {
    private static final URI FOREIGN = URI.create("https://minio.example.com");
    private static final Map<String, Object> EXPLICIT =
            Map.of("accessKeyId", "EXPLICIT", "secretKey", Secret.of("secret"));

    @Test
    void theTargetsOwnKeysComeFirst() {
        ambientKeys();
        Credentials keys = access("", EXPLICIT).credentials(OWN).get();
        assertThat(id(keys)).isEqualTo("EXPLICIT");
        assertThat(keys.source()).isEqualTo("configuration");
    }

    @Test
    void thenTheAccounts() {
        ambientKeys();
        config.put("accounts", Map.of("prod", Map.of("provider", "aws", "accessKeyId", "ACCOUNT", "secretKey", "s")));
        assertThat(id(keys("account=prod"))).isEqualTo("ACCOUNT");
    }

    @Test
    void thenTheEnvironmentWithItsSession() {
        ambientKeys();
        environment.put("AWS_SESSION_TOKEN", "token");
        Credentials keys = keys("");
        assertThat(id(keys)).isEqualTo("AMBIENT");
        assertThat(session(keys)).isEqualTo("token");
    }

    @Test
    void aProfileThatIsNamedIsTakenBeforeTheEnvironment() {
        ambientKeys();
        write(".aws/credentials", "[prod]\naws_access_key_id=PROD\naws_secret_access_key=s\n");
        assertThat(id(keys("profile=prod"))).isEqualTo("PROD");
    }

    @Test
    void onlyTheSourcesThatAreNamedAreAsked() {
        ambientKeys();
        write(".aws/credentials", "[default]\naws_access_key_id=PROFILE\naws_secret_access_key=s\n");
        assertThat(id(keys("credentials=profile"))).isEqualTo("PROFILE");
        assertThat(id(keys("credentials=profile,environment"))).isEqualTo("PROFILE");
        assertThat(id(keys("credentials=environment"))).isEqualTo("AMBIENT");
    }

    @Test
    void halfOfTheVariablesAreAnError() {
        environment.put("AWS_ACCESS_KEY_ID", CANARY);
        error(ErrorCode.UNAUTHENTICATED, () -> keys("")).contains("AWS_SECRET_ACCESS_KEY is missing");
    }

    @Test
    void nobodyIsSomebodyToo() {
        ambientKeys();
        Credentials keys = access("anonymous=true").credentials(FOREIGN).get();
        assertThat(AwsCredentials.isAnonymous(keys)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://minio.example.com",
                "https://amazonaws.com.example.com",
                "https://evilamazonaws.com",
                "https://s3.amazonaws.com.evil.org",
                "https://amazonaws.com"
            })
    void whatLiesAroundGoesToNoForeignEndpoint(String endpoint) {
        ambientKeys();
        write(".aws/credentials", "[default]\naws_access_key_id=PROFILE\naws_secret_access_key=s\n");
        error(
                        ErrorCode.UNAUTHENTICATED,
                        () -> access("").credentials(URI.create(endpoint)).get())
                .contains("events.orders", "not AWS's own", "accessKeyId and secretKey");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://s3.eu-west-1.amazonaws.com",
                "https://b.s3.cn-north-1.amazonaws.com.cn",
                "https://vpce-1.s3.us-gov-west-1.vpce.amazonaws.com",
                "https://S3.EU-WEST-1.AMAZONAWS.COM",
                "https://s3.eu-west-1.api.aws",
                "http://127.0.0.1:9000",
                "http://localhost:4566"
            })
    void whatLiesAroundGoesToAwsAndToThisMachine(String endpoint) {
        ambientKeys();
        assertThat(id(access("").credentials(URI.create(endpoint)).get())).isEqualTo("AMBIENT");
    }

    @Test
    void aForeignEndpointGetsWhatIsNamedForIt() {
        ambientKeys();
        write(".aws/credentials", "[minio]\naws_access_key_id=MINIO\naws_secret_access_key=s\n");
        assertThat(id(access("", EXPLICIT).credentials(FOREIGN).get())).isEqualTo("EXPLICIT");
        assertThat(id(access("profile=minio").credentials(FOREIGN).get())).isEqualTo("MINIO");
        assertThat(id(access("credentials=environment").credentials(FOREIGN).get()))
                .isEqualTo("AMBIENT");
    }

    @Test
    void anAccountOfAnotherCloudGetsNoKeysOfAws() {
        ambientKeys();
        config.put("accounts", Map.of("ali", Map.of("provider", "alibaba")));
        error(ErrorCode.UNAUTHENTICATED, () -> keys("account=ali")).contains("accessKeyId and secretKey");
    }

    @Test
    void theRegionIsTheTargetsThenTheAccountsThenTheVariablesThenTheProfiles() {
        config.put("accounts", Map.of("prod", Map.of("provider", "aws", "region", "eu-west-2")));
        write(".aws/config", "[default]\nregion=eu-west-4\n");
        assertThat(access("region=eu-west-1&account=prod").region()).isEqualTo("eu-west-1");
        assertThat(access("account=prod").region()).isEqualTo("eu-west-2");
        assertThat(access("").region()).isEqualTo("eu-west-4");
    }

    @Test
    void theRegionOfTheVariables() {
        environment.put("AWS_DEFAULT_REGION", "eu-west-3");
        environment.put("AWS_REGION", "eu-south-1");
        assertThat(access("").region()).isEqualTo("eu-south-1");
    }

    @Test
    void aMissingRegionIsAnErrorThatSaysWhereToNameIt() {
        error(ErrorCode.INVALID_ARGUMENT, () -> access("").region()).contains("here", "'region'", "AWS_REGION");
        assertThat(access("").findRegion()).isEmpty();
    }

    @Test
    void contradictionsAndUnknownSourcesAreErrors() {
        error(ErrorCode.INVALID_ARGUMENT, () -> access("profile=a&credentials=profile"))
                .contains("profile");
        error(ErrorCode.INVALID_ARGUMENT, () -> access("credentials=moon")).contains("web-identity");
    }

    @Test
    void signersShareTheClock() {
        AwsAccess access = access("region=eu-west-1");
        assertThat(access.clock()).isSameAs(access.clock());
        assertThat(access.signer("sqs")).isNotNull();
    }

    private void ambientKeys() {
        environment.put("AWS_ACCESS_KEY_ID", "AMBIENT");
        environment.put("AWS_SECRET_ACCESS_KEY", "secret");
    }
}
