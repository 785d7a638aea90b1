package dev.welkin.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoogleAuthTest {
    private static final String SCOPE = "https://www.googleapis.com/auth/devstorage.read_write";
    private static final String CANARY = "canary-9f2e";

    private final TestKey key = new TestKey();
    private final ManualClock clock = new ManualClock();
    private final FaultServer google = FaultServer.start();
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, Object> options = new HashMap<>();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        google.close();
    }

    @Test
    void aServiceAccountSignsForItsTokenAndKeepsIt() throws Exception {
        serviceAccount();
        google.enqueue(token("t1", 3599));
        try (Cloud cloud = cloud()) {
            GoogleAuth auth = auth(cloud);

            assertThat(bearer(auth)).isEqualTo("Bearer t1");
            assertThat(bearer(auth)).isEqualTo("Bearer t1");
            assertThat(auth.holdsKey()).isTrue();
        }
        assertThat(google.requests()).hasSize(1);
        Map<String, String> form = form(google.requests().get(0));
        assertThat(form).containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
        String[] jwt = String.valueOf(form.get("assertion")).split("\\.");
        assertThat(json(jwt[0])).isEqualTo(parse("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"kid-1\"}"));
        long now = clock.now().getEpochSecond();
        assertThat(json(jwt[1]))
                .isEqualTo(parse("{\"iss\":\"" + TestKey.EMAIL + "\",\"scope\":\"" + SCOPE + "\",\"aud\":\""
                        + google.uri("/token") + "\",\"iat\":" + now + ",\"exp\":" + (now + 3600) + "}"));
        byte[] signed = (jwt[0] + "." + jwt[1]).getBytes(StandardCharsets.US_ASCII);
        assertThat(key.signed(signed, Base64.getUrlDecoder().decode(jwt[2]))).isTrue();
    }

    @Test
    void aTokenIsReplacedBeforeItEnds() throws IOException {
        serviceAccount();
        google.enqueue(token("t1", 3600), token("t2", 3600));
        try (Cloud cloud = cloud()) {
            GoogleAuth auth = auth(cloud);
            assertThat(bearer(auth)).isEqualTo("Bearer t1");
            clock.advance(Duration.ofMinutes(54));
            assertThat(bearer(auth)).isEqualTo("Bearer t1");
            clock.advance(Duration.ofMinutes(2));
            assertThat(bearer(auth)).isEqualTo("Bearer t2");
        }
    }

    @Test
    void oneThreadAsksForTheTokenOfAll() throws Exception {
        serviceAccount();
        google.always(token("t1", 3600).delay(Duration.ofMillis(50)));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (Cloud cloud = cloud()) {
            GoogleAuth auth = auth(cloud);
            List<Future<String>> all = IntStream.range(0, 8)
                    .mapToObj(i -> threads.submit(() -> bearer(auth)))
                    .toList();
            for (Future<String> one : all) {
                assertThat(one.get()).isEqualTo("Bearer t1");
            }
        } finally {
            threads.shutdown();
        }
        assertThat(google.requests()).hasSize(1);
    }

    @Test
    void aTokenThatWasRefusedIsForgotten() throws IOException {
        serviceAccount();
        google.enqueue(token("t1", 3600), FaultReply.of(401), token("t2", 3600));
        try (Cloud cloud = cloud()) {
            GoogleAuth auth = auth(cloud);
            assertThat(bearer(auth)).isEqualTo("Bearer t1");
            HttpRequest request = HttpRequest.of("GET", google.uri("/o"), HttpHeaders.empty());
            Target target = cloud.context().targets("storage", "default").get(0);
            try (var refused = cloud.context().http(target).send(request, Duration.ofSeconds(5))) {
                assertThat(auth.learn(refused)).isTrue();
            }
            assertThat(bearer(auth)).isEqualTo("Bearer t2");
        }
    }

    @Test
    void aUserWhoIsSignedInLendsTheirToken() throws IOException {
        environment.put("HOME", folder.toString());
        Path file = folder.resolve(".config/gcloud/application_default_credentials.json");
        Files.createDirectories(folder.resolve(".config/gcloud"));
        Files.writeString(
                file,
                "{\"type\":\"authorized_user\",\"client_id\":\"id-1\",\"client_secret\":\"s-1\",\"refresh_token\":\""
                        + CANARY + "\",\"token_uri\":\"" + google.uri("/token") + "\"}");
        google.enqueue(token("u1", 3600));
        try (Cloud cloud = cloud()) {
            assertThat(bearer(auth(cloud))).isEqualTo("Bearer u1");
            assertThat(auth(cloud).holdsKey()).isFalse();
        }
        assertThat(form(google.requests().get(0)))
                .isEqualTo(Map.of(
                        "grant_type", "refresh_token",
                        "client_id", "id-1",
                        "client_secret", "s-1",
                        "refresh_token", CANARY));
    }

    @Test
    void theFileThatTheVariableNamesComesBeforeTheUsersOwn() throws IOException {
        environment.put("CLOUDSDK_CONFIG", folder.toString());
        Files.writeString(folder.resolve("application_default_credentials.json"), "{\"type\":\"authorized_user\"}");
        environment.put(
                "GOOGLE_APPLICATION_CREDENTIALS",
                key.write(folder.resolve("key.json"), google.uri("/token").toString())
                        .toString());
        google.enqueue(token("t1", 3600));
        try (Cloud cloud = cloud()) {
            assertThat(auth(cloud).holdsKey()).isTrue();
            assertThat(bearer(auth(cloud))).isEqualTo("Bearer t1");
        }
        assertThat(form(google.requests().get(0))).containsKey("assertion");
    }

    @Test
    void aMachineAsksItsMetadataServer() {
        environment.put("GCE_METADATA_HOST", "127.0.0.1:" + google.port());
        google.enqueue(flavored(FaultReply.ok("computeMetadata/")), flavored(token("m1", 3600)));
        try (Cloud cloud = cloud()) {
            assertThat(bearer(auth(cloud))).isEqualTo("Bearer m1");
        }
        SeenRequest asked = google.requests().get(1);
        assertThat(asked.header("Metadata-Flavor")).contains("Google");
        assertThat(asked.target())
                .isEqualTo("/computeMetadata/v1/instance/service-accounts/default/token"
                        + "?scopes=https%3A%2F%2Fwww.googleapis.com%2Fauth%2Fdevstorage.read_write");
    }

    @Test
    void theMetadataServerIsNotAskedWhereAFileAnswers() throws IOException {
        FaultServer metadata = FaultServer.start();
        try (metadata;
                Cloud cloud = environmentOf("GCE_METADATA_HOST", "127.0.0.1:" + metadata.port())) {
            google.enqueue(token("t1", 3600));
            assertThat(bearer(auth(cloud))).isEqualTo("Bearer t1");
            assertThat(metadata.requests()).isEmpty();
        }
    }

    @Test
    void anotherCloudsServerAtTheSameAddressIsNotAskedForAToken() {
        environment.put("GCE_METADATA_HOST", "127.0.0.1:" + google.port());
        google.always(FaultReply.of(404));
        try (Cloud cloud = cloud()) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> bearer(auth(cloud)))
                    .returns(ErrorCode.UNAUTHENTICATED, CloudException::code)
                    .withMessageContaining("GOOGLE_APPLICATION_CREDENTIALS")
                    .withMessageContaining("metadata server");
        }
        assertThat(google.requests()).extracting(SeenRequest::target).containsOnly("/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"metadata.example", "127.0.0.1/x?", "10.0.0.1"})
    void theMetadataServerIsOnThisMachineOnly(String host) {
        environment.put("GCE_METADATA_HOST", host);
        options.put("credentials", "metadata");
        try (Cloud cloud = cloud()) {
            assertFails(ErrorCode.INVALID_ARGUMENT, auth(cloud));
        }
    }

    @Test
    void aWorkloadsTokenIsExchangedAndReadAgainAtEachRefresh() throws IOException {
        Path subject = Files.writeString(folder.resolve("subject"), "jwt-1\n");
        workload("\"credential_source\":{\"file\":\"" + subject + "\"}");
        google.enqueue(token("w1", 600), token("w2", 600));
        try (Cloud cloud = cloud()) {
            GoogleAuth auth = auth(cloud);
            assertThat(bearer(auth)).isEqualTo("Bearer w1");
            Files.writeString(subject, "jwt-2");
            clock.advance(Duration.ofMinutes(9));
            assertThat(bearer(auth)).isEqualTo("Bearer w2");
        }
        assertThat(form(google.requests().get(0)))
                .containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange")
                .containsEntry("audience", "//iam.googleapis.com/pool")
                .containsEntry("scope", SCOPE)
                .containsEntry("subject_token_type", "urn:ietf:params:oauth:token-type:jwt")
                .containsEntry("subject_token", "jwt-1");
        assertThat(form(google.requests().get(1))).containsEntry("subject_token", "jwt-2");
    }

    @Test
    void aWorkloadActsAsTheServiceAccountItsFileNames() throws IOException {
        Path subject = Files.writeString(folder.resolve("subject"), "{\"jwt\":\"jwt-1\"}");
        workload("\"credential_source\":{\"file\":\"" + subject
                + "\",\"format\":{\"type\":\"json\",\"subject_token_field_name\":\"jwt\"}},"
                + "\"service_account_impersonation_url\":\"" + google.uri("/sa:generateAccessToken") + "\"");
        google.enqueue(
                token("own", 600),
                FaultReply.ok("{\"accessToken\":\"sa-1\",\"expireTime\":\""
                        + clock.now().plusSeconds(600) + "\"}"));
        try (Cloud cloud = cloud()) {
            assertThat(bearer(auth(cloud))).isEqualTo("Bearer sa-1");
        }
        assertThat(form(google.requests().get(0)))
                .containsEntry("subject_token", "jwt-1")
                .containsEntry("scope", "https://www.googleapis.com/auth/cloud-platform");
        assertThat(google.requests().get(1).header("Authorization")).contains("Bearer own");
        assertThat(google.requests().get(1).text()).isEqualTo("{\"scope\":[\"" + SCOPE + "\"],\"lifetime\":\"3600s\"}");
    }

    @Test
    void aUserMayImpersonateAServiceAccount() throws IOException {
        keyFile("{\"type\":\"impersonated_service_account\",\"service_account_impersonation_url\":\""
                + google.uri("/sa:generateAccessToken") + "\",\"source_credentials\":{\"type\":\"authorized_user\","
                + "\"refresh_token\":\"r\",\"token_uri\":\"" + google.uri("/token") + "\"}}");
        google.enqueue(
                token("user", 600),
                FaultReply.ok("{\"accessToken\":\"sa-2\",\"expireTime\":\""
                        + clock.now().plusSeconds(600) + "\"}"));
        try (Cloud cloud = cloud()) {
            assertThat(bearer(auth(cloud))).isEqualTo("Bearer sa-2");
        }
    }

    @Test
    void aSourceOfSubjectTokensThatIsNotKnownIsSaid() throws IOException {
        workload("\"credential_source\":{\"environment_id\":\"aws1\"}");
        try (Cloud cloud = cloud()) {
            assertFails(ErrorCode.UNSUPPORTED, auth(cloud));
        }
    }

    @Test
    void aRefusalIsToldInGooglesWordsWithoutTheKey() throws IOException {
        serviceAccount();
        google.enqueue(FaultReply.of(400)
                .body("{\"error\":\"invalid_grant\",\"error_description\":\"Invalid JWT Signature.\"}"));
        try (Cloud cloud = cloud()) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> bearer(auth(cloud)))
                    .returns(ErrorCode.UNAUTHENTICATED, CloudException::code)
                    .returns("invalid_grant", CloudException::reason)
                    .withMessageContaining("Invalid JWT Signature")
                    .satisfies(e -> assertThat(e.toString()).doesNotContain(key.canary()));
        }
    }

    @Test
    void aBrokenTokenServerIsWorthAskingAgain() throws IOException {
        serviceAccount();
        google.enqueue(FaultReply.of(503).body("{\"error\":\"internal_failure\"}"));
        try (Cloud cloud = cloud()) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> bearer(auth(cloud)))
                    .returns(true, CloudException::retryable);
        }
    }

    @Test
    void anAnswerWithoutATokenIsNoToken() throws IOException {
        serviceAccount();
        google.enqueue(
                FaultReply.ok("<html>sign in</html>"),
                FaultReply.ok("{\"access_token\":\"" + CANARY + "\"}"),
                FaultReply.ok("{\"access_token\":\"" + CANARY + "\\r\\nx: y\",\"expires_in\":60}"));
        try (Cloud cloud = cloud()) {
            GoogleAuth auth = auth(cloud);
            assertFails(ErrorCode.UNAUTHENTICATED, auth);
            assertFails(ErrorCode.UNAUTHENTICATED, auth);
            assertFails(ErrorCode.UNAUTHENTICATED, auth);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json " + CANARY,
                "{\"type\":\"service_account\",\"client_email\":\"a@b\",\"private_key\":\"" + CANARY + "\"}",
                "{\"type\":\"service_account\",\"private_key\":\"" + CANARY + "\"}"
            })
    void aBrokenFileIsToldWithoutWhatItHolds(String text) throws IOException {
        keyFile(text);
        try (Cloud cloud = cloud()) {
            assertFails(ErrorCode.UNAUTHENTICATED, auth(cloud));
        }
    }

    @Test
    void aFileThatWasNamedMustBeThere() {
        options.put("keyFile", "missing.json");
        try (Cloud cloud = cloud()) {
            assertFails(ErrorCode.UNAUTHENTICATED, auth(cloud));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://oauth2.example/token",
                "http://oauth2.googleapis.com/token",
                "https://oauth2.googleapis.com.example/token",
                "https://googleapis.com@evil.example/token",
                "no url"
            })
    void aFileCannotSendItsAssertionElsewhere(String url) throws IOException {
        options.put("keyFile", key.write(folder.resolve("key.json"), url).toString());
        try (Cloud cloud = cloud()) {
            assertFails(ErrorCode.INVALID_ARGUMENT, auth(cloud));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://gcs.example",
                "https://storage.googleapis.com.example",
                "http://storage.googleapis.com",
                "https://googleapis.com.evil.example"
            })
    void ambientCredentialsGoToNoOtherHost(String endpoint) throws IOException {
        environment.put("GCE_METADATA_HOST", "127.0.0.1:" + google.port());
        environment.put(
                "GOOGLE_APPLICATION_CREDENTIALS",
                key.write(folder.resolve("key.json"), google.uri("/token").toString())
                        .toString());
        options.put("endpoint", endpoint);
        try (Cloud cloud = cloud()) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> auth(cloud))
                    .returns(ErrorCode.INVALID_ARGUMENT, CloudException::code)
                    .returns("custom_endpoint", CloudException::reason);
        }
        assertThat(google.requests()).isEmpty();
    }

    @Test
    void aCustomEndpointTakesTheCredentialsThatItNames() {
        options.put("endpoint", "https://gcs.example/");
        options.put("accessToken", CANARY);
        try (Cloud cloud = cloud()) {
            GoogleAuth auth = auth(cloud);
            assertThat(bearer(auth)).isEqualTo("Bearer " + CANARY);
            assertThat(auth.holdsKey()).isFalse();
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(auth::key)
                    .returns(ErrorCode.UNAUTHENTICATED, CloudException::code);
        }
    }

    @Test
    void nobodySendsNoToken() {
        options.put("credentials", "anonymous");
        try (Cloud cloud = cloud()) {
            assertThat(bearer(auth(cloud))).isEmpty();
        }
    }

    private void serviceAccount() throws IOException {
        options.put(
                "keyFile",
                key.write(folder.resolve("key.json"), google.uri("/token").toString())
                        .toString());
    }

    private void keyFile(String json) throws IOException {
        options.put(
                "keyFile", Files.writeString(folder.resolve("key.json"), json).toString());
    }

    private void workload(String more) throws IOException {
        keyFile("{\"type\":\"external_account\",\"audience\":\"//iam.googleapis.com/pool\","
                + "\"subject_token_type\":\"urn:ietf:params:oauth:token-type:jwt\",\"token_url\":\""
                + google.uri("/token") + "\"," + more + "}");
    }

    private Cloud environmentOf(String name, String value) throws IOException {
        environment.put(name, value);
        environment.put(
                "GOOGLE_APPLICATION_CREDENTIALS",
                key.write(folder.resolve("key.json"), google.uri("/token").toString())
                        .toString());
        return cloud();
    }

    private Cloud cloud() {
        Map<String, Object> target = new HashMap<>(options);
        target.put("url", "gs://bucket");
        return Cloud.builder()
                .config(Map.of("storage", Map.of("default", target)))
                .environment(environment)
                .clock(clock)
                .open();
    }

    private static GoogleAuth auth(Cloud cloud) {
        Target target = cloud.context().targets("storage", "default").get(0);
        return GoogleAuth.of(target, GoogleEndpoint.of(target, "storage.googleapis.com"), SCOPE, cloud.context());
    }

    private static String bearer(GoogleAuth auth) {
        HttpRequest request =
                HttpRequest.of("GET", URI.create("https://storage.googleapis.com/b"), HttpHeaders.empty());
        return auth.authorise(request).headers().first("Authorization").orElse("");
    }

    private void assertFails(ErrorCode code, GoogleAuth auth) {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bearer(auth))
                .returns(code, CloudException::code)
                .satisfies(e -> assertThat(e.toString()).doesNotContain(CANARY, key.canary()));
    }

    private static FaultReply token(String token, int seconds) {
        return FaultReply.ok(
                "{\"token_type\":\"Bearer\",\"expires_in\":" + seconds + ",\"access_token\":\"" + token + "\"}");
    }

    private static FaultReply flavored(FaultReply reply) {
        return reply.header("Metadata-Flavor", "Google");
    }

    private static Map<String, String> form(SeenRequest request) {
        Map<String, String> fields = new HashMap<>();
        for (String field : request.text().split("&")) {
            String[] parts = field.split("=", 2);
            fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return fields;
    }

    private static JsonNode json(String base64) throws IOException {
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(base64));
    }

    private static JsonNode parse(String json) throws IOException {
        return new ObjectMapper().readTree(json);
    }
}
