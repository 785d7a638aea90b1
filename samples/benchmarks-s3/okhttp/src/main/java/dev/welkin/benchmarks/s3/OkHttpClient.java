package dev.welkin.benchmarks.s3;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamReader;
import okhttp3.ConnectionPool;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** What one writes by hand: OkHttp, a signature in few lines, no retries, no checks. */
final class OkHttpClient implements Client {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
    private static final HexFormat HEX = HexFormat.of();
    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    // with the default pool of five, sixteen callers would open connections all the time
    private final okhttp3.OkHttpClient http = new okhttp3.OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(64, 5, TimeUnit.MINUTES))
            .build();
    private final String endpoint;
    private final String host;
    private volatile String keyDay = "";
    private volatile byte[] key = {};

    OkHttpClient(String endpoint) {
        this.endpoint = endpoint;
        this.host = URI.create(endpoint).getAuthority();
    }

    public static void main(String[] args) throws Exception {
        Measured.run(ManagementFactory.getRuntimeMXBean().getStartTime(), new OkHttpClient(args[0]));
    }

    /** Makes the bucket; not measured. */
    void makeBucket() throws Exception {
        try (Response response = send("PUT", "/bench", "", EMPTY, RequestBody.create(new byte[0], null))) {
            require(response);
        }
    }

    @Override
    public void put(String name, byte[] content) throws Exception {
        String hash = content.length > 1 << 20 ? "UNSIGNED-PAYLOAD" : HEX.formatHex(sha256().digest(content));
        try (Response response = send("PUT", "/bench/" + name, "", hash, RequestBody.create(content, null))) {
            require(response);
        }
    }

    @Override
    public long get(String name) throws Exception {
        try (Response response = send("GET", "/bench/" + name, "", EMPTY, null)) {
            require(response);
            return Drain.count(response.body().byteStream());
        }
    }

    @Override
    public int list() throws Exception {
        int count = 0;
        String token = "";
        do {
            String query = (token.isEmpty() ? "" : "continuation-token=" + token + "&") + "encoding-type=url&list-type=2";
            try (Response response = send("GET", "/bench/", query, EMPTY, null)) {
                require(response);
                XMLStreamReader xml =
                        XMLInputFactory.newFactory().createXMLStreamReader(response.body().byteStream());
                token = "";
                while (xml.hasNext()) {
                    if (xml.next() == XMLStreamReader.START_ELEMENT) {
                        if (xml.getLocalName().equals("Key")) {
                            count += xml.getElementText().isEmpty() ? 0 : 1;
                        } else if (xml.getLocalName().equals("NextContinuationToken")) {
                            token = xml.getElementText();
                        }
                    }
                }
            }
        } while (!token.isEmpty());
        return count;
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    private Response send(String method, String path, String query, String hash, @Nullable RequestBody body)
            throws IOException, GeneralSecurityException {
        String time = ZonedDateTime.now(ZoneOffset.UTC).format(TIME);
        String day = time.substring(0, 8);
        String scope = day + "/us-east-1/s3/aws4_request";
        String names = "host;x-amz-content-sha256;x-amz-date";
        String canonical = method + "\n" + path + "\n" + query + "\nhost:" + host + "\nx-amz-content-sha256:" + hash
                + "\nx-amz-date:" + time + "\n\n" + names + "\n" + hash;
        String text = "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n"
                + HEX.formatHex(sha256().digest(canonical.getBytes(StandardCharsets.UTF_8)));
        String signature = HEX.formatHex(hmac(key(day), text));
        return http.newCall(new Request.Builder()
                        .url(endpoint + path + (query.isEmpty() ? "" : "?" + query))
                        .method(method, body)
                        .header("x-amz-date", time)
                        .header("x-amz-content-sha256", hash)
                        .header(
                                "Authorization",
                                "AWS4-HMAC-SHA256 Credential=" + ACCESS_KEY + "/" + scope + ", SignedHeaders=" + names
                                        + ", Signature=" + signature)
                        .build())
                .execute();
    }

    private byte[] key(String day) throws GeneralSecurityException {
        if (!keyDay.equals(day)) {
            byte[] made = ("AWS4" + SECRET_KEY).getBytes(StandardCharsets.UTF_8);
            for (String step : new String[] {day, "us-east-1", "s3", "aws4_request"}) {
                made = hmac(made, step);
            }
            key = made;
            keyDay = day;
        }
        return key;
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256");
    }

    private static void require(Response response) throws IOException {
        if (!response.isSuccessful()) {
            throw new IOException("answered " + response.code());
        }
    }
}
