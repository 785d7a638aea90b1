package dev.welkin.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.ErrorCode;
import dev.welkin.credentials.Credentials;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProfileTest extends AccessTestBase {
    @Test
    void theDefaultProfileNeedsNoName() {
        write(".aws/credentials", "[default]\naws_access_key_id = AKID\naws_secret_access_key = secret # mine\n");
        Credentials keys = keys("");
        assertThat(id(keys)).isEqualTo("AKID");
        assertThat(secret(keys)).isEqualTo("secret");
        assertThat(keys.source()).isEqualTo("profile default");
    }

    @Test
    void bothFilesMakeOneProfileAndTheCredentialsFileWins() {
        write(
                ".aws/config",
                "[profile prod]\nregion = eu-north-1\naws_access_key_id = OLD\naws_session_token = token\n");
        write(".aws/credentials", "[prod]\naws_access_key_id = NEW\naws_secret_access_key = a=b;c\n");
        AwsAccess access = access("profile=prod");
        Credentials keys = access.credentials(OWN).get();
        assertThat(id(keys)).isEqualTo("NEW");
        assertThat(secret(keys)).isEqualTo("a=b;c");
        assertThat(session(keys)).isEqualTo("token");
        assertThat(access.region()).isEqualTo("eu-north-1");
    }

    @Test
    void theFilesMayLieElsewhere() {
        environment.put("AWS_CONFIG_FILE", "~/elsewhere/config");
        environment.put("AWS_SHARED_CREDENTIALS_FILE", home.resolve("keys").toString());
        environment.put("AWS_PROFILE", "dev");
        write("elsewhere/config", "\uFEFF; mine\n[profile dev]\nregion=eu-west-3\ns3 =\n  addressing_style = path\n");
        write("keys", "[dev]\naws_access_key_id=AKID\naws_secret_access_key=secret\n");
        assertThat(id(keys(""))).isEqualTo("AKID");
        assertThat(access("").region()).isEqualTo("eu-west-3");
    }

    @Test
    void aRewrittenFileIsSeen() {
        write(".aws/credentials", "[default]\naws_access_key_id=ONE\naws_secret_access_key=secret\n");
        var cache = access("").credentials(OWN);
        assertThat(id(cache.get())).isEqualTo("ONE");
        write(".aws/credentials", "[default]\naws_access_key_id=TWO\naws_secret_access_key=secret\n");
        clock.advance(Duration.ofMinutes(2));
        assertThat(id(cache.get())).isEqualTo("TWO");
    }

    @Test
    void severalAccountsLiveInOneProgram() {
        write(".aws/credentials", """
                [blue]
                aws_access_key_id=BLUE
                aws_secret_access_key=one
                [red]
                aws_access_key_id=RED
                aws_secret_access_key=two
                """);
        config.put(
                "accounts",
                Map.of(
                        "b", Map.of("provider", "aws", "profile", "blue", "region", "eu-west-1"),
                        "r", Map.of("provider", "aws", "profile", "red", "region", "us-east-2")));
        assertThat(id(keys("account=b"))).isEqualTo("BLUE");
        assertThat(id(keys("account=r"))).isEqualTo("RED");
        assertThat(access("account=r").region()).isEqualTo("us-east-2");
    }

    @Test
    void aNamedProfileThatIsNotThereIsAnErrorThatListsTheOthers() {
        write(".aws/config", "[profile dev]\nregion=eu\n[default]\nregion=eu\n");
        error(ErrorCode.UNAUTHENTICATED, () -> keys("profile=prod")).contains("prod", "[default, dev]");
    }

    @Test
    void aNamedProfileWithoutKeysIsAnError() {
        write(".aws/config", "[profile dev]\nregion=eu\n");
        error(ErrorCode.UNAUTHENTICATED, () -> keys("profile=dev")).contains("dev", "holds no credentials");
    }

    @Test
    void halfAPairOfKeysIsAnError() {
        write(".aws/credentials", "[default]\naws_secret_access_key=" + CANARY + "\n");
        error(ErrorCode.UNAUTHENTICATED, () -> keys("")).contains("default", "only one of");
    }

    @Test
    void aBrokenFileIsAnErrorThatNamesTheLineAndNoValue() {
        write(".aws/credentials", "[default]\naws_access_key_id=AKID\n" + CANARY + "\n");
        error(ErrorCode.UNAUTHENTICATED, () -> keys("")).contains("credentials", "line 3");
    }

    @Test
    void aRoleWantsOneSourceOfKeys() {
        write(".aws/config", "[profile r]\nrole_arn=arn:aws:iam::1:role/r\n");
        error(ErrorCode.INVALID_ARGUMENT, () -> keys("profile=r")).contains("source_profile", "credential_source");
    }

    @Test
    void aRoleThatLeadsBackToItselfIsAnError() {
        write(".aws/config", """
                [profile a]
                role_arn=arn:aws:iam::1:role/a
                source_profile=b
                [profile b]
                role_arn=arn:aws:iam::1:role/b
                source_profile=a
                """);
        error(ErrorCode.INVALID_ARGUMENT, () -> keys("profile=a")).contains("itself", "[a, b]");
    }

    @Test
    void aRoleThatAsksForASecondFactorIsRefusedClearly() {
        write(".aws/config", """
                [profile a]
                role_arn=arn:aws:iam::1:role/a
                source_profile=default
                mfa_serial=arn:aws:iam::1:mfa/me
                """);
        error(ErrorCode.UNSUPPORTED, () -> keys("profile=a")).contains("mfa_serial", "SSO");
    }

    @Test
    void anUnknownCredentialSourceIsAnError() {
        write(".aws/config", "[profile a]\nrole_arn=arn:aws:iam::1:role/a\ncredential_source=Moon\n");
        error(ErrorCode.INVALID_ARGUMENT, () -> keys("profile=a")).contains("Ec2InstanceMetadata");
    }
}
