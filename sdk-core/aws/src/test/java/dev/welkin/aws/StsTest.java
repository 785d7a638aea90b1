package dev.welkin.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.ErrorCode;
import dev.welkin.credentials.CredentialCache;
import dev.welkin.credentials.Credentials;
import dev.welkin.testkit.FaultReply;
import dev.welkin.testkit.SeenRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StsTest extends AccessTestBase {
    private static final String ROLE = "arn:aws:iam::123456789012:role/reader";

    @BeforeEach
    void stsIsHere() {
        environment.put("AWS_ENDPOINT_URL_STS", server.uri("").toString());
    }

    @Test
    void aRoleIsAssumedWithTheKeysOfAnotherProfile() {
        write(".aws/config", """
                [profile reader]
                role_arn = %s
                source_profile = base
                external_id = a b
                role_session_name = me
                duration_seconds = 900
                region = eu-central-1
                """.formatted(ROLE));
        write(".aws/credentials", "[base]\naws_access_key_id=BASE\naws_secret_access_key=secret\n");
        server.enqueue(keysFor("ASIA1", clock.now().plusSeconds(900)));
        Credentials keys = keys("profile=reader");
        assertThat(id(keys)).isEqualTo("ASIA1");
        assertThat(session(keys)).isEqualTo("session+token==");
        assertThat(keys.expiry()).contains(clock.now().plusSeconds(900));
        SeenRequest seen = server.requests().get(0);
        assertThat(seen.text())
                .isEqualTo(
                        "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Freader"
                                + "&RoleSessionName=me&ExternalId=a%20b&DurationSeconds=900");
        assertThat(seen.header("Authorization").orElseThrow())
                .contains("Credential=BASE/20260101/eu-central-1/sts/aws4_request", "content-type;host;x-amz-date");
    }

    @Test
    void rolesAreAssumedOneByWayOfTheOther() {
        write(".aws/config", """
                [profile a]
                role_arn=arn:aws:iam::1:role/a
                source_profile=b
                [profile b]
                role_arn=arn:aws:iam::1:role/b
                source_profile=b
                aws_access_key_id=BASE
                aws_secret_access_key=secret
                """);
        Instant end = clock.now().plusSeconds(3600);
        server.enqueue(keysFor("FIRST", end), keysFor("SECOND", end));
        assertThat(id(keys("profile=a"))).isEqualTo("SECOND");
        assertThat(server.requests().get(0).header("Authorization").orElseThrow())
                .contains("Credential=BASE/");
        assertThat(server.requests().get(1).header("Authorization").orElseThrow())
                .contains("Credential=FIRST/");
        assertThat(server.requests().get(1).header("x-amz-security-token")).contains("session+token==");
    }

    @Test
    void theConfigurationMayNameTheRole() {
        environment.put("AWS_ACCESS_KEY_ID", "ENV");
        environment.put("AWS_SECRET_ACCESS_KEY", "secret");
        config.put("accounts", Map.of("prod", Map.of("provider", "aws", "roleArn", ROLE, "externalId", "x")));
        server.enqueue(keysFor("ASIA1", clock.now().plusSeconds(3600)));
        assertThat(id(keys("account=prod"))).isEqualTo("ASIA1");
        assertThat(server.requests().get(0).text())
                .contains("RoleArn=arn%3A", "ExternalId=x", "RoleSessionName=welkin-");
    }

    @Test
    void aProfileMayAssumeItsRoleWithTheEnvironmentsKeys() {
        environment.put("AWS_ACCESS_KEY_ID", "ENV");
        environment.put("AWS_SECRET_ACCESS_KEY", "secret");
        write(".aws/config", "[profile p]\nrole_arn=" + ROLE + "\ncredential_source=Environment\n");
        server.enqueue(keysFor("ASIA1", clock.now().plusSeconds(3600)));
        assertThat(id(keys("profile=p"))).isEqualTo("ASIA1");
    }

    @Test
    void aWebIdentityIsReadAnewAtEachRefresh() {
        environment.put("AWS_ROLE_ARN", ROLE);
        environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", home.resolve("token").toString());
        write("token", "first\n");
        server.enqueue(
                keysFor("ONE", clock.now().plusSeconds(3600)),
                keysFor("TWO", clock.now().plusSeconds(7200)));
        CredentialCache cache = access("region=eu-west-1").credentials(OWN);
        assertThat(id(cache.get())).isEqualTo("ONE");
        write("token", "second");
        clock.advance(Duration.ofMinutes(56));
        assertThat(id(cache.get())).isEqualTo("TWO");
        assertThat(server.requests().get(0).text())
                .contains("Action=AssumeRoleWithWebIdentity", "WebIdentityToken=first");
        assertThat(server.requests().get(1).text()).contains("WebIdentityToken=second");
        assertThat(server.requests().get(0).header("Authorization")).isEmpty();
    }

    @Test
    void aProfileMayNameAWebIdentity() {
        write("token", "jwt");
        write(
                ".aws/config",
                "[profile p]\nrole_arn=%s\nweb_identity_token_file=%s\n".formatted(ROLE, home.resolve("token")));
        server.enqueue(keysFor("ONE", clock.now().plusSeconds(3600)));
        assertThat(id(keys("profile=p"))).isEqualTo("ONE");
    }

    @Test
    void aWebIdentityWithoutItsFileOrItsRoleIsAnError() {
        environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", home.resolve("token").toString());
        error(ErrorCode.UNAUTHENTICATED, () -> keys("")).contains("AWS_ROLE_ARN");
    }

    @Test
    void aRefusalNamesTheRoleAndSaysWhat() {
        explicitRole();
        server.enqueue(FaultReply.of(403).body("""
                <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>
                <Code>AccessDenied</Code><Message>User may not assume it</Message></Error>
                <RequestId>42</RequestId></ErrorResponse>"""));
        error(ErrorCode.PERMISSION_DENIED, () -> keys("account=prod"))
                .contains(ROLE, "AccessDenied", "User may not assume it");
    }

    @Test
    void anAnswerWithoutKeysIsAnError() {
        explicitRole();
        server.enqueue(FaultReply.ok("<AssumeRoleResponse/>"));
        error(ErrorCode.UNAUTHENTICATED, () -> keys("account=prod")).contains("AccessKeyId");
    }

    @Test
    void anAnswerThatIsNoXmlIsAnError() {
        explicitRole();
        server.enqueue(FaultReply.ok("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><a>&x;</a>"));
        error(ErrorCode.CORRUPTED, () -> keys("account=prod")).contains(ROLE);
    }

    @Test
    void anEndpointOfSomebodyElseGetsNothing() {
        explicitRole();
        environment.put("AWS_ENDPOINT_URL_STS", "https://sts.example.com");
        error(ErrorCode.INVALID_ARGUMENT, () -> keys("account=prod")).contains("AWS_ENDPOINT_URL_STS");
    }

    private void explicitRole() {
        environment.put("AWS_ACCESS_KEY_ID", "ENV");
        environment.put("AWS_SECRET_ACCESS_KEY", CANARY);
        config.put("accounts", Map.of("prod", Map.of("provider", "aws", "roleArn", ROLE)));
    }

    private static FaultReply keysFor(String id, Instant end) {
        return FaultReply.ok("""
                <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
                <AssumedRoleUser><Arn>arn:aws:sts::1:assumed-role/r/me</Arn></AssumedRoleUser>
                <Credentials><AccessKeyId>%s</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
                <SessionToken>session+token==</SessionToken><Expiration>%s</Expiration></Credentials>
                </AssumeRoleResult></AssumeRoleResponse>""".formatted(id, end));
    }
}
