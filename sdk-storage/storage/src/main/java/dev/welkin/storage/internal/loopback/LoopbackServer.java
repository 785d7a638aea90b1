package dev.welkin.storage.internal.loopback;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.PresignedRequest;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.PresignRequest;
import dev.welkin.time.CloudClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/**
 * The server of a Cloud's presigned requests, on a free port of 127.0.0.1. It answers nothing that it did not sign, at
 * most {@value #MAX_REQUESTS} requests at once, and closes with the Cloud; its URLs end with it.
 */
final class LoopbackServer implements AutoCloseable {
    static final int MAX_REQUESTS = 64;

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int LINGER_SECONDS = 1;

    private final HttpServer http;
    private final CloudClock clock;
    private final SigningKey key = new SigningKey();
    private final Map<String, BucketDriver> buckets = new ConcurrentHashMap<>();
    private final Semaphore free = new Semaphore(MAX_REQUESTS);

    private LoopbackServer(HttpServer http, CloudClock clock) {
        this.http = http;
        this.clock = clock;
    }

    static LoopbackServer start(CloudClock clock, Executor executor) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0), 0);
            LoopbackServer server = new LoopbackServer(http, clock);
            http.createContext("/", server::handle);
            http.setExecutor(executor);
            http.start();
            return server;
        } catch (IOException e) {
            throw CloudException.of(
                    ErrorCode.UNAVAILABLE, "No server for presigned requests can start on 127.0.0.1: " + e, e);
        }
    }

    void serve(String id, BucketDriver bucket) {
        buckets.put(id, bucket);
    }

    PresignedRequest sign(String id, PresignRequest request) {
        Grant grant = Grant.of(id, request.key(), request.options(), clock.now());
        InetSocketAddress at = http.getAddress();
        URI uri = URI.create("http://127.0.0.1:" + at.getPort() + key.sign(request.verb(), grant.pathAndQuery()));
        String type = request.verb() == PresignedRequest.Verb.PUT ? grant.contentType() : null;
        Map<String, String> headers = type == null ? Map.of() : Map.of("Content-Type", type);
        return new PresignedRequest(request.verb(), uri, headers, grant.expires());
    }

    private void handle(HttpExchange http) throws IOException {
        try (http) {
            if (free.tryAcquire()) {
                try {
                    answer(new LoopbackExchange(http));
                } finally {
                    free.release();
                }
            } else {
                new LoopbackExchange(http).refuse(503, "Too many requests at once; try again");
            }
        }
    }

    private void answer(LoopbackExchange exchange) throws IOException {
        if (!key.signed(exchange.method(), exchange.uri())) {
            exchange.refuse(403, "The signature is not of this server, or of another request");
            return;
        }
        Grant grant = Grant.parse(exchange.uri());
        BucketDriver bucket = buckets.get(grant.bucket());
        if (bucket == null || !clock.now().isBefore(grant.expires())) {
            exchange.refuse(403, "The request expired at " + grant.expires() + "; ask for a new one");
            return;
        }
        exchange.serve(grant, bucket);
    }

    @Override
    public void close() {
        http.stop(LINGER_SECONDS);
    }
}
