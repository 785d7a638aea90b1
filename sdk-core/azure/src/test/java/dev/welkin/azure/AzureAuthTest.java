package dev.welkin.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.config.Target;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import dev.welkin.testkit.FaultReply;
import dev.welkin.testkit.FaultServer;
import dev.welkin.testkit.SeenRequest;
import dev.welkin.time.ManualClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AzureAuthTest {
    private static final String CANARY = "canary-7d1c";

    private final ManualClock clock = new ManualClock();
    private final FaultServer login = FaultServer.start();
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, Object> options = new HashMap<>();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        login.close();
    }

    @Test
    void anApplicationsSecretIsExchangedForATokenOnce() {
        application(CANARY);
        login.enqueue(token("t1", 3600));
        try (Cloud cloud = cloud()) {
            AzureAuth auth = auth(cloud);

            assertThat(bearer(auth)).isEqualTo("Bearer t1");
            assertThat(bearer(auth)).isEqualTo("Bearer t1");
        }
        SeenRequest asked = login.requests().get(0);
        assertThat(login.requests()).hasSize(1);
        assertThat(asked.target()).isEqualTo("/tenant-1/oauth2/v2.0/token");
        assertThat(asked.text())
                .isEqualTo(
                        "grant_type=client_credentials&client_id=app-1&scope=https%3A%2F%2Fstorage.azure.com%2F.default"
                                + "&client_secret=" + CANARY);
    }

    @Test
    void aTokenIsReplacedBeforeItEnds() {
        application(CANARY);
        login.enqueue(token("t1", 3600), token("t2", 3600));
        try (Cloud cloud = cloud()) {
            AzureAuth auth = auth(cloud);
            assertThat(bearer(auth)).isEqualTo("Bearer t1");

            clock.advance(Duration.ofMinutes(56));

            assertThat(bearer(auth)).isEqualTo("Bearer t2");
        }
    }

    @Test
    void aRefusedSecretIsToldInTheProvidersWordsButNotShown() {
        application(CANARY);
        login.enqueue(
                FaultReply.of(401)
                        .body(
                                "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: Invalid client secret.\\nTrace\"}"));
        try (Cloud cloud = cloud()) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> bearer(auth(cloud)))
                    .returns(ErrorCode.UNAUTHENTICATED, CloudException::code)
                    .returns("invalid_client", CloudException::reason)
                    .withMessageContaining("AADSTS7000215")
                    .satisfies(e -> assertThat(e.toString()).doesNotContain(CANARY, "Trace"));
        }
    }

    @Test
    void anAnswerWithoutATokenIsNoToken() {
        application(CANARY);
        login.enqueue(FaultReply.ok("<html>sign in</html>"), FaultReply.ok("{\"access_token\":\"t\"}"));
        try (Cloud cloud = cloud()) {
            AzureAuth auth = auth(cloud);
            assertFails(ErrorCode.UNAUTHENTICATED, auth);
            assertFails(ErrorCode.UNAUTHENTICATED, auth);
        }
    }

    @Test
    void aWorkloadsTokenFileIsReadAgainAtEachRefresh() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "jwt-1\n");
        environment.put("AZURE_AUTHORITY_HOST", login.uri("/").toString());
        environment.put("AZURE_TENANT_ID", "tenant-1");
        environment.put("AZURE_CLIENT_ID", "app-1");
        environment.put("AZURE_FEDERATED_TOKEN_FILE", file.toString());
        login.enqueue(token("t1", 600), token("t2", 600));
        try (Cloud cloud = cloud()) {
            AzureAuth auth = auth(cloud);
            assertThat(bearer(auth)).isEqualTo("Bearer t1");
            Files.writeString(file, "jwt-2");
            clock.advance(Duration.ofMinutes(9));
            assertThat(bearer(auth)).isEqualTo("Bearer t2");
        }
        assertThat(login.requests().get(0).text())
                .contains("client_assertion=jwt-1")
                .contains("client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer");
        assertThat(login.requests().get(1).text()).contains("client_assertion=jwt-2");
    }

    @Test
    void aMachinesIdentityIsAskedOfItsMetadataService() {
        environment.put("AZURE_POD_IDENTITY_AUTHORITY_HOST", login.uri("").toString());
        login.enqueue(FaultReply.ok("{\"access_token\":\"m1\",\"expires_in\":\"3599\"}"));
        try (Cloud cloud = cloud()) {
            assertThat(bearer(auth(cloud))).isEqualTo("Bearer m1");
        }
        SeenRequest asked = login.requests().get(0);
        assertThat(asked.header("Metadata")).contains("true");
        assertThat(asked.target())
                .isEqualTo("/metadata/identity/oauth2/token?api-version=2018-02-01"
                        + "&resource=https%3A%2F%2Fstorage.azure.com");
    }

    @Test
    void anAppsIdentityIsAskedOfItsOwnEndpoint() {
        environment.put("IDENTITY_ENDPOINT", login.uri("/msi/token").toString());
        environment.put("IDENTITY_HEADER", CANARY);
        environment.put("AZURE_CLIENT_ID", "user-assigned");
        options.put("credentials", "managed");
        login.enqueue(FaultReply.ok("{\"access_token\":\"a1\",\"expires_on\":\"4102444800\"}"));
        try (Cloud cloud = cloud()) {
            assertThat(bearer(auth(cloud))).isEqualTo("Bearer a1");
        }
        assertThat(login.requests().get(0).header("X-IDENTITY-HEADER")).contains(CANARY);
        assertThat(login.requests().get(0).target()).contains("api-version=2019-08-01", "client_id=user-assigned");
    }

    @Test
    void identityIsAskedOfThisMachineOnly() {
        environment.put("IDENTITY_ENDPOINT", "http://identity.example/token");
        environment.put("IDENTITY_HEADER", CANARY);
        options.put("credentials", "managed");
        try (Cloud cloud = cloud()) {
            assertFails(ErrorCode.INVALID_ARGUMENT, auth(cloud));
        }
    }

    @Test
    void tokensAreAskedOfAzuresHostsOnly() {
        application(CANARY);
        environment.put("AZURE_AUTHORITY_HOST", "https://login.example");
        try (Cloud cloud = cloud()) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> auth(cloud))
                    .returns(ErrorCode.INVALID_ARGUMENT, CloudException::code)
                    .withMessageContaining("AZURE_AUTHORITY_HOST");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whoeverIsSignedInToAzLendsTheirToken() throws IOException {
        az("printf '%s\\n' \"$@\" > '" + folder.resolve("args") + "'\n"
                + "echo '{\"accessToken\":\"c1\",\"expires_on\":4102444800}'");
        options.put("credentials", "cli");
        options.put("tenantId", "tenant; $(touch x)");
        try (Cloud cloud = cloud()) {
            assertThat(bearer(auth(cloud))).isEqualTo("Bearer c1");
        }
        assertThat(Files.readAllLines(folder.resolve("args")))
                .containsExactly(
                        "account",
                        "get-access-token",
                        "--output",
                        "json",
                        "--resource",
                        "https://storage.azure.com",
                        "--tenant",
                        "tenant; $(touch x)");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void anOlderAzTellsTheLocalTimeOfTheEnd() throws IOException {
        az("echo '{\"accessToken\":\"c1\",\"expiresOn\":\"2099-01-31 08:05:01.000000\"}'");
        options.put("credentials", "cli");
        try (Cloud cloud = cloud()) {
            assertThat(bearer(auth(cloud))).isEqualTo("Bearer c1");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatAzSaysWhenItFailsIsTold() throws IOException {
        az("echo 'Please run az login' >&2; exit 1");
        options.put("credentials", "cli");
        try (Cloud cloud = cloud()) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> bearer(auth(cloud)))
                    .returns(ErrorCode.UNAUTHENTICATED, CloudException::code)
                    .withMessageContaining("exit code 1")
                    .withMessageContaining("Please run az login");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void anAzThatHangsIsEnded() throws IOException {
        Path pid = folder.resolve("pid");
        az("echo $$ > '" + pid + ".new'; mv '" + pid + ".new' '" + pid + "'; exec sleep 600");
        AzCli cli = new AzCli(environment, "", "r", clock, Duration.ofSeconds(2));

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(cli::find)
                .returns(ErrorCode.TIMEOUT, CloudException::code);
        long started = Long.parseLong(Files.readString(pid).strip());
        assertThat(ProcessHandle.of(started)
                        .filter(ProcessHandle::isAlive)
                        .map(process -> process.onExit().join()))
                .satisfiesAnyOf(
                        gone -> assertThat(gone).isEmpty(),
                        ended -> assertThat(ended.orElseThrow().isAlive()).isFalse());
    }

    @Test
    void whereNothingIsFoundTheErrorSaysWhatToSet() {
        options.put("credentials", "environment");
        try (Cloud cloud = cloud()) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> bearer(auth(cloud)))
                    .returns(ErrorCode.UNAUTHENTICATED, CloudException::code)
                    .withMessageContaining("AZURE_STORAGE_KEY")
                    .withMessageContaining("AZURE_CLIENT_SECRET");
        }
    }

    @Test
    void aKeyInTheEnvironmentIsThatOfTheAccountNamedThere() {
        environment.put("AZURE_STORAGE_ACCOUNT", "acc");
        environment.put("AZURE_STORAGE_KEY", "a2V5");
        try (Cloud cloud = cloud()) {
            assertThat(auth(cloud).holdsKey()).isTrue();
            environment.put("AZURE_STORAGE_ACCOUNT", "another");
        }
        try (Cloud cloud = cloud()) {
            assertThat(auth(cloud).holdsKey()).isFalse();
        }
    }

    @Test
    void credentialsOfTheEnvironmentGoToNoOtherHost() {
        environment.put("AZURE_STORAGE_ACCOUNT", "acc");
        environment.put("AZURE_STORAGE_KEY", "a2V5");
        for (String host : new String[] {
            "https://minio.example", "https://acc.blob.core.windows.net.example", "http://acc.blob.core.windows.net"
        }) {
            options.put("endpoint", host);
            try (Cloud cloud = cloud()) {
                assertThatExceptionOfType(CloudException.class)
                        .isThrownBy(() -> auth(cloud))
                        .returns(ErrorCode.INVALID_ARGUMENT, CloudException::code)
                        .returns("custom_endpoint", CloudException::reason);
            }
        }
    }

    @Test
    void aSharedAccessSignatureStandsInTheQueryUntilItEnds() {
        options.put("sasToken", "?sv=2022-11-02&se=2026-01-02T00:00:00Z&sp=r&sig=abc%3D");
        try (Cloud cloud = cloud()) {
            AzureAuth auth = auth(cloud);
            assertThat(auth.authorise(request("https://h/c?x=1")).uri())
                    .hasToString("https://h/c?x=1&sv=2022-11-02&se=2026-01-02T00:00:00Z&sp=r&sig=abc%3D");
            clock.advance(Duration.ofDays(2));
            assertFails(ErrorCode.UNAUTHENTICATED, auth);
        }
    }

    private void application(String secret) {
        environment.put("AZURE_AUTHORITY_HOST", login.uri("").toString());
        options.putAll(Map.of("tenantId", "tenant-1", "clientId", "app-1", "clientSecret", secret));
    }

    private void az(String script) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path program = Files.writeString(bin.resolve("az"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        environment.put("PATH", "relative:" + bin + ":/usr/bin:/bin");
    }

    private Cloud cloud() {
        Map<String, Object> target = new HashMap<>(options);
        target.put("url", "azure://acc/c");
        return Cloud.builder()
                .config(Map.of("storage", Map.of("default", target)))
                .environment(environment)
                .clock(clock)
                .open();
    }

    private static AzureAuth auth(Cloud cloud) {
        Target target = cloud.context().targets("storage", "default").get(0);
        return AzureAuth.of(target, AzureEndpoint.of(target, "acc", "blob"), cloud.context());
    }

    private static String bearer(AzureAuth auth) {
        return auth.authorise(request("https://acc.blob.core.windows.net/c"))
                .headers()
                .first("Authorization")
                .orElse("");
    }

    private static HttpRequest request(String url) {
        return HttpRequest.of("GET", URI.create(url), HttpHeaders.empty());
    }

    private static void assertFails(ErrorCode code, AzureAuth auth) {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bearer(auth))
                .returns(code, CloudException::code)
                .satisfies(e -> assertThat(e.toString()).doesNotContain(CANARY));
    }

    private static FaultReply token(String token, int seconds) {
        return FaultReply.ok(
                "{\"token_type\":\"Bearer\",\"expires_in\":" + seconds + ",\"access_token\":\"" + token + "\"}");
    }
}
