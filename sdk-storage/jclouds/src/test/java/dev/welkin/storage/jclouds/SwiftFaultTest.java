package dev.welkin.storage.jclouds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.StoredObject;
import dev.welkin.testkit.FaultReply;
import dev.welkin.testkit.FaultServer;
import dev.welkin.testkit.SeenRequest;
import dev.welkin.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes wrong between a program and Swift or Keystone, on a server that does wrong as told. */
class SwiftFaultTest {
    private static final String CANARY = "canary5f2a";

    private final FaultServer server = FaultServer.start();
    private final ManualClock clock = new ManualClock();
    private final AtomicInteger signedIn = new AtomicInteger();
    private final Map<String, Object> target = new HashMap<>(Map.of(
            "url",
            "swift://photos",
            "endpoint",
            server.uri("/auth/v1.0").toString(),
            "username",
            "me",
            "password",
            CANARY));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void signingInIsDoneOnce() {
        serve(request -> object(201));
        try (Cloud cloud = cloud()) {
            Bucket.open(cloud).put("a", new byte[1]);
            Bucket.open(cloud).put("b", new byte[1]);
        }
        SeenRequest first = server.requests().get(0);
        assertThat(first.header("X-Auth-User")).contains("me");
        assertThat(first.header("X-Auth-Key")).contains(CANARY);
        assertThat(signedIn).hasValue(1);
        assertThat(server.requests().get(1).header("X-Auth-Token")).contains("token1");
        assertThat(server.requests().get(1).header("X-Auth-Key")).isEmpty();
    }

    @Test
    void aTokenThatHasEndedIsRenewedOnce() {
        serve(request -> token(request).equals("token1") ? FaultReply.of(401) : object(201));
        try (Cloud cloud = cloud()) {
            Bucket.open(cloud).put("a", new byte[1]);
        }
        assertThat(signedIn).hasValue(2);
    }

    @Test
    void aTokenThatIsNeverTakenIsToldSoon() {
        serve(request -> FaultReply.of(401));
        try (Cloud cloud = cloud()) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> Bucket.open(cloud).head("a"))
                    .returns(ErrorCode.UNAUTHENTICATED, CloudException::code)
                    .returns(2, CloudException::attempts)
                    .satisfies(SwiftFaultTest::tellsNoSecret);
        }
        assertThat(signedIn).hasValue(2);
    }

    @Test
    void aRefusedPasswordIsNotTriedAgain() {
        server.always(FaultReply.of(401).body("no, " + CANARY.substring(0, 3)));
        try (Cloud cloud = cloud()) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> Bucket.open(cloud).head("a"))
                    .returns(ErrorCode.UNAUTHENTICATED, CloudException::code)
                    .satisfies(SwiftFaultTest::tellsNoSecret);
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aSignInWhoseConnectionBreaksIsRepeatedByThePipelineAlone() {
        server.always(FaultReply.lost());
        try (Cloud cloud = cloud()) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> Bucket.open(cloud).head("a"))
                    .returns(ErrorCode.UNAVAILABLE, CloudException::code)
                    .returns("reset", CloudException::reason)
                    .returns(5, CloudException::attempts);
        }
        assertThat(server.requests()).hasSize(5);
    }

    @Test
    void aSignInThatIsSilentTimesOut() {
        target.put("resilience", Map.of("attemptTimeout", "300ms", "maxAttempts", "1"));
        server.always(FaultReply.silence());
        try (Cloud cloud = cloud()) {
            assertFails(ErrorCode.TIMEOUT, () -> Bucket.open(cloud).head("a"));
        }
    }

    @Test
    void aBusyServiceIsWaitedForAsLongAsItAsks() {
        AtomicInteger busy = new AtomicInteger();
        server.always(request -> busy.getAndIncrement() == 0
                ? FaultReply.of(503).header("Retry-After", "7")
                : request.target().startsWith("/auth") ? signIn() : object(200).header("Content-Length", "0"));
        Instant before = clock.now();
        try (Cloud cloud = cloud()) {
            Bucket.open(cloud).put("a", new byte[1]);
        }
        assertThat(Duration.between(before, clock.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void swiftsOwnRateLimitIsOne() {
        serve(request -> FaultReply.of(498).header("Retry-After", "1"));
        try (Cloud cloud = cloud()) {
            assertFails(ErrorCode.RATE_LIMITED, () -> Bucket.open(cloud).head("a"));
        }
    }

    @Test
    void aSignInThatIsNoSignInIsCorrupted() {
        server.always(FaultReply.ok("<html>welcome " + CANARY));
        try (Cloud cloud = cloud()) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> Bucket.open(cloud).head("a"))
                    .returns(ErrorCode.CORRUPTED, CloudException::code)
                    .satisfies(SwiftFaultTest::tellsNoSecret);
        }
    }

    @Test
    void garbageOfKeystoneIsCorrupted() {
        keystone("/v3");
        for (String body : List.of("", "{", "[]", "{\"token\":{}}", "{\"token\":" + "[".repeat(5000))) {
            server.enqueue(FaultReply.of(201).header("X-Subject-Token", "t").body(body));
            try (Cloud cloud = cloud()) {
                assertThatExceptionOfType(CloudException.class)
                        .isThrownBy(() -> Bucket.open(cloud).head("a"))
                        .satisfies(e -> assertThat(e.code()).isIn(ErrorCode.CORRUPTED, ErrorCode.NOT_FOUND))
                        .satisfies(SwiftFaultTest::tellsNoSecret);
            }
        }
    }

    @Test
    void aHugeErrorIsCutInTheMessage() {
        serve(request -> FaultReply.of(403).body("x".repeat(50 << 20)));
        try (Cloud cloud = cloud()) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> Bucket.open(cloud).getBytes("a"))
                    .returns(ErrorCode.PERMISSION_DENIED, CloudException::code)
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(2000));
        }
    }

    @Test
    void aHugeSignInIsNotReadToItsEnd() {
        keystone("/v3");
        server.always(FaultReply.of(201).header("X-Subject-Token", "t").body("x".repeat(20 << 20)));
        try (Cloud cloud = cloud()) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> Bucket.open(cloud).head("a"))
                    .returns("body_too_large", CloudException::reason);
        }
    }

    @Test
    void aRedirectToAnotherOriginGetsNothing() {
        try (FaultServer other = FaultServer.start();
                Cloud cloud = cloud()) {
            server.always(FaultReply.of(307)
                    .header("Location", other.uri("/auth/v1.0").toString()));
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> Bucket.open(cloud).head("a"))
                    .returns("redirect", CloudException::reason);
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void aPasswordIsNotSentReadableOverTheNet() {
        for (String path : List.of("/auth/v1.0", "/v2.0", "/v3")) {
            target.put("endpoint", "http://swift.example" + path);
            try (Cloud cloud = cloud()) {
                assertThatExceptionOfType(CloudException.class)
                        .isThrownBy(() -> Bucket.open(cloud).head("key"))
                        .returns("plain_http", CloudException::reason);
            }
        }
    }

    @Test
    void aTokenIsNotSentReadableOverTheNet() {
        server.always(FaultReply.ok("")
                .header("X-Auth-Token", "t")
                .header("X-Storage-Url", "http://storage.example/v1/AUTH_me"));
        try (Cloud cloud = cloud()) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> Bucket.open(cloud).head("key"))
                    .returns("plain_http", CloudException::reason);
        }
    }

    @Test
    void systemPropertiesOfJcloudsLeadNowhere() {
        serve(request -> object(201));
        System.setProperty("jclouds.endpoint", "http://127.0.0.1:1/auth/v1.0");
        System.setProperty("openstack-swift.endpoint", "http://127.0.0.1:1/auth/v1.0");
        try (Cloud cloud = cloud()) {
            Bucket.open(cloud).put("a", new byte[1]);
        } finally {
            System.clearProperty("jclouds.endpoint");
            System.clearProperty("openstack-swift.endpoint");
        }
        assertThat(signedIn).hasValue(1);
    }

    @Test
    void keystoneVersion3FindsTheRegionsObjectStore() {
        keystone("/v3");
        target.putAll(Map.of("project", "films", "domain", "people", "projectDomain", "works", "region", "north"));
        server.always(request -> request.target().equals("/v3/auth/tokens")
                ? FaultReply.of(201).header("X-Subject-Token", "t3").body(catalog3())
                : object(201));
        try (Cloud cloud = cloud()) {
            Bucket.open(cloud).put("a", new byte[1]);
        }
        SeenRequest signIn = server.requests().get(0);
        assertThat(signIn.text())
                .contains("\"films\"", "\"people\"", "\"works\"", "\"me\"", CANARY)
                .contains("\"scope\":{\"project\":");
        assertThat(server.requests().get(1).target()).isEqualTo("/v1/AUTH_north/photos/a");
        assertThat(server.requests().get(1).header("X-Auth-Token")).contains("t3");
    }

    @Test
    void aRegionThatIsNotThereIsToldWithThoseThatAre() {
        keystone("/v3");
        target.put("region", "west");
        server.always(FaultReply.of(201).header("X-Subject-Token", "t3").body(catalog3()));
        try (Cloud cloud = cloud()) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> Bucket.open(cloud).head("a"))
                    .returns(ErrorCode.INVALID_ARGUMENT, CloudException::code)
                    .withMessageContaining("north, south");
        }
    }

    @Test
    void keystoneVersion2SignsIn() {
        keystone("/v2.0");
        target.put("project", "films");
        server.always(request -> request.target().equals("/v2.0/tokens") ? FaultReply.ok(access2()) : object(201));
        try (Cloud cloud = cloud()) {
            Bucket.open(cloud).put("a", new byte[1]);
        }
        assertThat(server.requests().get(0).text()).contains("\"tenantName\":\"films\"", "\"username\":\"me\"");
        assertThat(server.requests().get(1).header("X-Auth-Token")).contains("t2");
    }

    @Test
    void aDownloadThatBreaksOffGoesOnWhereItWas() {
        String text = "0123456789".repeat(10);
        AtomicInteger reads = new AtomicInteger();
        serve(request -> reads.getAndIncrement() == 0
                ? object(200).body(text).cutAfter(40)
                : object(206).header("Content-Range", "bytes 40-99/100").body(text.substring(40)));
        try (Cloud cloud = cloud();
                StoredObject object = Bucket.open(cloud).get("key")) {
            assertThat(new String(object.bytes(), UTF_8)).isEqualTo(text);
        }
        SeenRequest second = server.requests().get(2);
        assertThat(second.header("Range")).contains("bytes=40-99");
        assertThat(second.header("If-Match")).contains("\"0a1b\"");
    }

    @Test
    void bytesThatWereNotAskedForAreCorrupted() {
        serve(request -> object(206).header("Content-Range", "bytes 3-5/100").body("345"));
        try (Cloud cloud = cloud()) {
            assertFails(ErrorCode.CORRUPTED, () -> Bucket.open(cloud).getBytes("key"));
        }
    }

    @Test
    void aWriteThatAnotherOvertookIsSentAgain() {
        AtomicInteger writes = new AtomicInteger();
        serve(request -> writes.getAndIncrement() == 0 ? FaultReply.of(202) : object(201));
        try (Cloud cloud = cloud()) {
            assertThat(Bucket.open(cloud).put("key", new byte[1]).token().value())
                    .isEqualTo("0a1b");
        }
        assertThat(writes).hasValue(2);
    }

    @Test
    void anObjectThatIsMissingWhileItIsReplacedIsLookedForAgain() {
        AtomicInteger looks = new AtomicInteger();
        serve(request ->
                looks.getAndIncrement() == 0 ? FaultReply.of(404) : object(200).body("x"));
        try (Cloud cloud = cloud()) {
            assertThat(Bucket.open(cloud).getBytes("key")).containsExactly('x');
        }
        assertThat(looks).hasValue(3);
    }

    @Test
    void aListingThatIsNoneIsCorrupted() {
        for (String body :
                List.of("{}", "[", "[{}]", "[{\"name\":\"a\",\"hash\":\"x\",\"bytes\":-1}]", "[7]", "[null]")) {
            serve(request -> FaultReply.ok(body));
            try (Cloud cloud = cloud()) {
                assertFails(
                        ErrorCode.CORRUPTED, () -> Bucket.open(cloud).list("").forEach(object -> {}));
            }
        }
    }

    @Test
    void anAnswerThatIsNotSwiftsIsCorrupted() {
        serve(request -> FaultReply.ok("hello"));
        try (Cloud cloud = cloud()) {
            assertFails(ErrorCode.CORRUPTED, () -> Bucket.open(cloud).getBytes("key"));
            assertFails(ErrorCode.CORRUPTED, () -> Bucket.open(cloud).put("key", new byte[1]));
        }
    }

    @Test
    void optionsThatAreWrongAreToldWhenTheBucketIsOpened() {
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("url", "swift:"),
                Map.of("url", "swift://a/b"),
                Map.of("endpoint", "ftp://h/v3"),
                Map.of("endpoint", "https://h/v3?x=1"),
                Map.of("endpoint", "https://h/v9"),
                Map.of("username", ""),
                Map.of("project", "a:b"),
                Map.of("pasword", "x"))) {
            Map<String, Object> all = new HashMap<>(target);
            all.putAll(wrong);
            try (Cloud cloud = cloud(all)) {
                assertFails(ErrorCode.INVALID_ARGUMENT, () -> Bucket.open(cloud));
            }
        }
        assertThat(server.requests()).isEmpty();
    }

    private void serve(Function<SeenRequest, FaultReply> objects) {
        server.always(request -> request.target().startsWith("/auth") ? signIn() : objects.apply(request));
    }

    private FaultReply signIn() {
        return FaultReply.ok("")
                .header("X-Auth-Token", "token" + signedIn.incrementAndGet())
                .header("X-Storage-Url", server.uri("/v1/AUTH_me").toString());
    }

    private void keystone(String path) {
        target.put("endpoint", server.uri(path).toString());
    }

    private String catalog3() {
        return "{\"token\":{\"methods\":[\"password\"],\"expires_at\":\"2099-01-01T00:00:00.000000Z\",\"issued_at\":"
                + "\"2026-01-01T00:00:00.000000Z\",\"audit_ids\":[\"a\"],\"user\":{\"id\":\"u\",\"name\":\"me\","
                + "\"domain\":{\"id\":\"d\",\"name\":\"people\"}},\"catalog\":[{\"id\":\"c\",\"type\":\"object-store\","
                + "\"name\":\"swift\",\"endpoints\":[" + endpoint3("north") + "," + endpoint3("south") + "]}]}}";
    }

    private String endpoint3(String region) {
        return "{\"id\":\"e" + region + "\",\"interface\":\"public\",\"region\":\"" + region + "\",\"region_id\":\""
                + region + "\",\"url\":\"" + server.uri("/v1/AUTH_" + region) + "\"}";
    }

    private String access2() {
        return "{\"access\":{\"token\":{\"id\":\"t2\",\"expires\":\"2099-01-01T00:00:00Z\"},\"user\":{\"id\":\"u\","
                + "\"name\":\"me\",\"roles\":[]},\"serviceCatalog\":[{\"type\":\"object-store\",\"name\":\"swift\","
                + "\"endpoints\":[{\"region\":\"one\",\"publicURL\":\"" + server.uri("/v1/AUTH_one") + "\"}]}]}}";
    }

    private Cloud cloud() {
        return cloud(target);
    }

    private Cloud cloud(Map<String, Object> options) {
        return Cloud.builder()
                .config(Map.of("storage", Map.of("default", options)))
                .environment(Map.of())
                .clock(clock)
                .open();
    }

    private static FaultReply object(int status) {
        return FaultReply.of(status).header("ETag", "0a1b").header("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT");
    }

    private static String token(SeenRequest request) {
        return request.header("X-Auth-Token").orElse("none");
    }

    private static void tellsNoSecret(CloudException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            assertThat(cause.toString()).doesNotContain(CANARY).doesNotContain("token1");
        }
    }

    private static void assertFails(ErrorCode code, ThrowingCallable call) {
        assertThatExceptionOfType(CloudException.class).isThrownBy(call).returns(code, CloudException::code);
    }
}
