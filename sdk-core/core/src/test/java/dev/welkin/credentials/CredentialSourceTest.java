package dev.welkin.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.config.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialSourceTest {
    private static final String CANARY = "canary-7f3a";
    private static final Map<String, String> VARIABLES =
            Map.of("accessKeyId", "ACCESS_KEY_ID", "secretKey", "SECRET_KEY");

    @TempDir
    Path temp;

    @Test
    void fieldsOfAnAccountAreCredentials() {
        Options account =
                Options.of("here", Map.of("accessKeyId", "id", "secretKey", Secret.of(CANARY), "region", "eu"));
        Credentials found = CredentialSource.explicit(account, List.of("accessKeyId", "secretKey"), "sessionToken")
                .find()
                .orElseThrow();
        assertThat(found.require("secretKey").reveal()).isEqualTo(CANARY);
        assertThat(found.find("sessionToken")).isEmpty();
        assertThat(found.expiry()).isEmpty();
        assertThat(found.toString()).contains("configuration").doesNotContain(CANARY);
    }

    @Test
    void aSourceThatDoesNotApplyGivesNothing() {
        Options none = Options.of("here", Map.of());
        assertThat(CredentialSource.explicit(none, List.of("secretKey")).find()).isEmpty();
        assertThat(CredentialSource.environment(Map.of(), VARIABLES, Map.of()).find())
                .isEmpty();
        assertThat(CredentialSource.file(temp.resolve("gone"), "token").find()).isEmpty();
    }

    @Test
    void halfOfTheVariablesIsAnErrorThatNamesTheOther() {
        CredentialSource half = CredentialSource.environment(Map.of("SECRET_KEY", CANARY), VARIABLES, Map.of());
        unauthenticated(half::find).contains("ACCESS_KEY_ID is missing").doesNotContain(CANARY);
    }

    @Test
    void anEmptyVariableIsNotSet() {
        Map<String, String> empty = Map.of("SECRET_KEY", "", "ACCESS_KEY_ID", "");
        assertThat(CredentialSource.environment(empty, VARIABLES, Map.of()).find())
                .isEmpty();
    }

    @Test
    void aFileIsReadAgainEachTime() throws IOException {
        Path file = Files.writeString(temp.resolve("token"), "one\n");
        CredentialSource source = CredentialSource.file(file, "token");
        assertThat(source.find().orElseThrow().require("token").reveal()).isEqualTo("one");
        Files.writeString(file, "two");
        assertThat(source.find().orElseThrow().require("token").reveal()).isEqualTo("two");
    }

    @Test
    void anEmptyOrHugeFileIsAnError() throws IOException {
        Path empty = Files.writeString(temp.resolve("empty"), " \n");
        Path huge = Files.writeString(temp.resolve("huge"), "x".repeat(70_000));
        unauthenticated(CredentialSource.file(empty, "token")::find).contains("empty");
        unauthenticated(CredentialSource.file(huge, "token")::find).contains("64 KiB");
    }

    @Test
    void theFirstSourceThatAppliesWins() {
        CredentialSource chain = CredentialSource.firstOf(
                CredentialSource.environment(Map.of(), VARIABLES, Map.of()),
                CredentialSource.explicit(Options.of("here", Map.of("token", "t")), List.of("token")),
                CredentialSource.file(temp.resolve("gone"), "token"));
        assertThat(chain.find().orElseThrow().source()).isEqualTo("configuration");
        assertThat(chain.advice()).contains("ACCESS_KEY_ID and SECRET_KEY", "set token", "gone");
    }

    private static AbstractStringAssert<?> unauthenticated(ThrowingCallable call) {
        return assertThatThrownBy(call)
                .asInstanceOf(type(CloudException.class))
                .returns(ErrorCode.UNAUTHENTICATED, CloudException::code)
                .extracting(Throwable::getMessage)
                .asString();
    }
}
