package dev.welkin.internal.http;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.http.HttpClient;
import dev.welkin.http.HttpOptions;
import dev.welkin.http.ProxyOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Dns;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;

/**
 * The one connection pool of a Cloud, and a client for each set of options that its endpoints have. HTTP/1.1 only: a
 * slow stream never holds up another, and a broken connection fails one call.
 */
public final class OkHttpClients implements AutoCloseable {
    private static final int KEEP_MINUTES = 5;

    private final TimeLimits limits = new TimeLimits();
    private final ConnectionPool pool;
    private final OkHttpClient base;
    private final Map<HttpOptions, OkHttpClient> plain = new ConcurrentHashMap<>();
    private final Map<HttpOptions, OkHttpClient> tls = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** Makes an empty pool. */
    public OkHttpClients(int maxIdleConnections) {
        pool = new ConnectionPool(maxIdleConnections, KEEP_MINUTES, TimeUnit.MINUTES);
        base = new OkHttpClient.Builder()
                .connectionPool(pool)
                .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
                .protocols(List.of(Protocol.HTTP_1_1))
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .readTimeout(Duration.ZERO) // our sockets watch over that themselves
                .writeTimeout(Duration.ZERO)
                .eventListenerFactory(OkHttpClients::progress)
                .addNetworkInterceptor(OkHttpClients::withoutHiddenRetry)
                .build();
    }

    /** Makes a client with the options of an endpoint. */
    public HttpClient client(HttpOptions options) {
        return new OkHttpTransport(this, options);
    }

    TimeLimits limits() {
        return limits;
    }

    OkHttpClient plain(HttpOptions options) {
        return plain.computeIfAbsent(options, o -> with(o).build());
    }

    /** Made at the first use of https: reading what the JVM trusts takes a while. */
    OkHttpClient tls(HttpOptions options) {
        return tls.computeIfAbsent(options, o -> {
            Tls context = Tls.of(o);
            return with(o).connectionSpecs(List.of(ConnectionSpec.MODERN_TLS))
                    .sslSocketFactory(context.sockets(), context.trust())
                    .build();
        });
    }

    /** Where one idle connection has gone stale, the others most likely have too. */
    void forgetIdle() {
        pool.evictAll();
    }

    /** Closes idle connections; those in use close when they are done. */
    @Override
    public void close() {
        closed = true;
        pool.evictAll();
    }

    void requireOpen() {
        if (closed) {
            throw CloudException.of(ErrorCode.CLOSED, "The Cloud is closed; nothing can be sent any more");
        }
    }

    private OkHttpClient.Builder with(HttpOptions options) {
        OkHttpClient.Builder builder = base.newBuilder()
                .socketFactory(new BufferedSocketFactory(limits, options.idleTimeout()))
                .dns(new OwnLookup())
                .connectTimeout(options.connectTimeout());
        ProxyOptions proxy = options.proxy();
        if (proxy != null) {
            ProxyAuth auth = new ProxyAuth(proxy);
            builder.proxySelector(new ProxyRules(proxy))
                    .proxyAuthenticator(auth)
                    .addNetworkInterceptor(auth);
        }
        return builder;
    }

    private static EventListener progress(Call call) {
        Progress progress = call.request().tag(Progress.class);
        return progress == null ? EventListener.NONE : progress;
    }

    /** OkHttp repeats any request that was answered 503 with Retry-After: 0; whether to is for the pipeline to say. */
    private static Response withoutHiddenRetry(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        boolean atOnce = response.code() == 503 && "0".equals(response.header("Retry-After"));
        return atOnce ? response.newBuilder().removeHeader("Retry-After").build() : response;
    }

    /** Connections with other lookups are never shared: those of one set of options keep to its time-outs. */
    private static final class OwnLookup implements Dns {
        @Override
        public List<InetAddress> lookup(String hostname) throws UnknownHostException {
            return Dns.SYSTEM.lookup(hostname);
        }
    }
}
