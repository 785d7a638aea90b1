package dev.welkin.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.ErrorCode;
import dev.welkin.credentials.Credentials;
import dev.welkin.testkit.FaultReply;
import dev.welkin.testkit.SeenRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SsoTest extends AccessTestBase {
    /** The SHA-1 of {@code corp}. */
    private static final String SESSION_FILE = ".aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json";

    @BeforeEach
    void ssoIsHere() {
        environment.put("AWS_ENDPOINT_URL_SSO", server.uri("").toString());
        environment.put("AWS_ENDPOINT_URL_SSO_OIDC", server.uri("").toString());
        write(".aws/config", """
                [sso-session corp]
                sso_region = eu-west-1
                sso_start_url = https://corp.awsapps.com/start
                [profile dev]
                sso_session = corp
                sso_account_id = 123456789012
                sso_role_name = Read Only
                [profile old]
                sso_start_url = https://corp.awsapps.com/start
                sso_region = eu-west-1
                sso_account_id = 123456789012
                sso_role_name = Admin
                [profile lost]
                sso_session = nowhere
                """);
    }

    @Test
    void aTokenThatLastsGetsKeys() {
        writeToken(file("corp"), clock.now().plusSeconds(3600), "");
        server.enqueue(roleKeys());
        Credentials keys = keys("profile=dev");
        assertThat(id(keys)).isEqualTo("ASIA1");
        assertThat(session(keys)).isEqualTo("token");
        assertThat(keys.expiry()).contains(Instant.parse("2026-01-01T01:00:00Z"));
        SeenRequest seen = server.requests().get(0);
        assertThat(seen.target()).isEqualTo("/federation/credentials?role_name=Read%20Only&account_id=123456789012");
        assertThat(seen.header("x-amz-sso_bearer_token")).contains("access");
    }

    @Test
    void aProfileWithoutASessionHasItsTokenUnderItsStartUrl() {
        writeToken(file("https://corp.awsapps.com/start"), clock.now().plusSeconds(3600), "");
        server.enqueue(roleKeys());
        assertThat(id(keys("profile=old"))).isEqualTo("ASIA1");
    }

    @Test
    void anExpiredTokenIsRenewedAndKept() throws IOException {
        Path file = writeToken(file("corp"), clock.now().minusSeconds(1), renewal());
        server.enqueue(
                FaultReply.ok("{\"accessToken\":\"fresh\",\"expiresIn\":3600,\"refreshToken\":\"next\"}"), roleKeys());
        assertThat(id(keys("profile=dev"))).isEqualTo("ASIA1");
        assertThat(server.requests().get(0).target()).isEqualTo("/token");
        assertThat(server.requests().get(0).text())
                .contains("\"grantType\":\"refresh_token\"", "\"refreshToken\":\"again\"", "\"clientId\":\"client\"");
        assertThat(server.requests().get(1).header("x-amz-sso_bearer_token")).contains("fresh");
        assertThat(Files.readString(file))
                .contains(
                        "\"accessToken\":\"fresh\"", "\"refreshToken\":\"next\"", "2026-01-01T01:00:00Z", "\"region\"");
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    }

    @Test
    void aTokenThatCannotBeRenewedIsUsedToItsEnd() {
        writeToken(file("corp"), clock.now().plusSeconds(60), renewal());
        server.enqueue(FaultReply.of(400).body("{\"error\":\"invalid_grant\"}"), roleKeys());
        assertThat(id(keys("profile=dev"))).isEqualTo("ASIA1");
    }

    @Test
    void anExpiredTokenThatCannotBeRenewedSaysHowToLogIn() {
        writeToken(file("corp"), clock.now().minusSeconds(1), "");
        error(ErrorCode.UNAUTHENTICATED, () -> keys("profile=dev")).contains("expired", "aws sso login --profile dev");
        writeToken(file("corp"), clock.now().minusSeconds(1), renewal());
        server.enqueue(FaultReply.of(401).body("{\"error\":\"invalid_grant\"}"));
        error(ErrorCode.UNAUTHENTICATED, () -> keys("profile=dev"))
                .contains("invalid_grant", "aws sso login --profile dev");
    }

    @Test
    void noTokenSaysHowToLogIn() {
        error(ErrorCode.UNAUTHENTICATED, () -> keys("profile=dev"))
                .contains("does not exist", "aws sso login --profile dev");
    }

    @Test
    void aTokenThatIsRefusedSaysHowToLogIn() {
        writeToken(file("corp"), clock.now().plusSeconds(3600), "");
        server.enqueue(FaultReply.of(401)
                .header("x-amzn-ErrorType", "UnauthorizedException:")
                .body("{\"message\":\"Session token not found or invalid\"}"));
        error(ErrorCode.UNAUTHENTICATED, () -> keys("profile=dev"))
                .contains("UnauthorizedException", "not found or invalid", "aws sso login");
    }

    @Test
    void aSessionThatIsNotThereIsAnError() {
        error(ErrorCode.INVALID_ARGUMENT, () -> keys("profile=lost")).contains("nowhere");
    }

    @Test
    void theCacheIsNamedAsOtherToolsNameIt() {
        assertThat(file("corp")).isEqualTo(SESSION_FILE);
    }

    private Path writeToken(String file, Instant end, String more) {
        write(file, """
                {"startUrl":"https://corp.awsapps.com/start","region":"eu-west-1","accessToken":"access",
                 "expiresAt":"%s"%s}""".formatted(end, more));
        return home.resolve(file);
    }

    private static String file(String name) {
        return ".aws/sso/cache/" + sha1(name) + ".json";
    }

    private static String sha1(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static String renewal() {
        return ",\"refreshToken\":\"again\",\"clientId\":\"client\",\"clientSecret\":\"s\","
                + "\"registrationExpiresAt\":\"2026-02-01T00:00:00Z\"";
    }

    private static FaultReply roleKeys() {
        return FaultReply.ok("{\"roleCredentials\":{\"accessKeyId\":\"ASIA1\",\"secretAccessKey\":\"secret\","
                + "\"sessionToken\":\"token\",\"expiration\":1767229200000}}");
    }
}
