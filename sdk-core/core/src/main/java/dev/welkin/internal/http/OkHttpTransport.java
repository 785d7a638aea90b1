package dev.welkin.internal.http;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.http.HttpBody;
import dev.welkin.http.HttpClient;
import dev.welkin.http.HttpOptions;
import dev.welkin.http.HttpRequest;
import dev.welkin.http.HttpResponse;
import dev.welkin.http.Redaction;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The HTTP SPI on OkHttp, for one set of options. */
final class OkHttpTransport implements HttpClient {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> NEED_BODY = Set.of("POST", "PUT", "PATCH");
    private static final RequestBody NOTHING = RequestBody.create(new byte[0], null);
    private static final long SMALL_BODY = 64 * 1024;

    private final OkHttpClients clients;
    private final HttpOptions options;
    private volatile @Nullable Origin origin;
    private volatile @Nullable OkHttpClient plain;
    private volatile @Nullable OkHttpClient tls;

    OkHttpTransport(OkHttpClients clients, HttpOptions options) {
        this.clients = clients;
        this.options = options;
    }

    @Override
    public HttpResponse send(HttpRequest request, Attempt attempt) {
        String asked = request.method() + " " + Redaction.url(request.uri());
        Origin to = origin(request);
        requireSecure(request, to, asked);
        Outgoing outgoing = new Outgoing(request, asked, prepare(request, to, asked), client(request, to.secure()));
        Progress first = new Progress(request.body() != null);
        try {
            return exchange(outgoing, attempt, first);
        } catch (CloudException e) {
            if (!stale(request, first, e)) {
                throw e;
            }
            clients.forgetIdle();
            return exchange(outgoing, attempt, new Progress(request.body() != null));
        }
    }

    /** An idle connection that the server had closed meanwhile; the request cannot have taken effect twice. */
    private static boolean stale(HttpRequest request, Progress progress, CloudException e) {
        boolean again = SAFE.contains(request.method())
                || (!progress.sent()
                        && (request.body() == null || request.body().repeatable()));
        return progress.reused() && !progress.answered() && again && e.reason().equals("reset");
    }

    /** A request as OkHttp takes it, with its name for messages. */
    private record Outgoing(HttpRequest request, String asked, Request.Builder prepared, OkHttpClient client) {
        Call call(Progress progress) {
            return client.newCall(prepared.tag(Progress.class, progress).build());
        }
    }

    private HttpResponse exchange(Outgoing outgoing, Attempt attempt, Progress progress) {
        HttpRequest request = outgoing.request();
        Call call = outgoing.call(progress);
        Watchdog watchdog = new Watchdog(clients.limits(), call);
        watchdog.watch(limit(request, attempt));
        try {
            Response response = call.execute();
            return new OkHttpAnswer(call, response, outgoing.asked(), request.inflate(), options.maxBodyBytes());
        } catch (CloudException e) {
            throw e; // the writer of the body knows why
        } catch (Exception e) {
            throw Failures.sending(outgoing.asked(), e, progress, watchdog.unwatch());
        } finally {
            watchdog.unwatch();
        }
    }

    /** A large body may take as long as the call has, while it moves: the idle time-out sees to that. */
    private static Duration limit(HttpRequest request, Attempt attempt) {
        HttpBody body = request.body();
        boolean large = body != null && (body.lengthBytes() < 0 || body.lengthBytes() > SMALL_BODY);
        return large ? attempt.callTimeLeft() : attempt.timeLeft();
    }

    private OkHttpClient client(HttpRequest request, boolean secure) {
        clients.requireOpen();
        OkHttpClient client = secure ? tls() : plain();
        return request.idleTimeout() == null
                ? client
                : client.newBuilder().readTimeout(request.idleTimeout()).build();
    }

    private OkHttpClient plain() {
        OkHttpClient known = plain;
        if (known == null) {
            known = clients.plain(options);
            plain = known;
        }
        return known;
    }

    private OkHttpClient tls() {
        OkHttpClient known = tls;
        if (known == null) {
            known = clients.tls(options);
            tls = known;
        }
        return known;
    }

    private void requireSecure(HttpRequest request, Origin to, String asked) {
        if (!to.secure() && !options.insecure() && !to.loopback() && request.carriesCredentials()) {
            throw CloudException.builder(
                            ErrorCode.INVALID_ARGUMENT,
                            asked + ": credentials would travel readable over plain http. Use https, or set"
                                    + " 'insecure: true' on this endpoint if the network is trusted. Nothing was sent.")
                    .reason("plain_http")
                    .build();
        }
    }

    private Request.Builder prepare(HttpRequest request, Origin to, String asked) {
        try {
            return new Request.Builder()
                    .url(exact(request.uri(), to, asked))
                    .headers(headers(request))
                    .method(request.method(), body(request));
        } catch (IllegalArgumentException e) {
            throw CloudException.of(ErrorCode.INVALID_ARGUMENT, asked + ": this cannot be sent as it is", e);
        }
    }

    /** What is signed must be what is sent: a URL that OkHttp would write otherwise is refused. */
    private static HttpUrl exact(URI uri, Origin to, String asked) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        if (to.url() != null && path.startsWith("/")) {
            HttpUrl url = to.url()
                    .newBuilder()
                    .encodedPath(path)
                    .encodedQuery(uri.getRawQuery())
                    .build();
            if (url.encodedPath().equals(path) && Objects.equals(url.encodedQuery(), uri.getRawQuery())) {
                return url;
            }
        }
        throw CloudException.of(
                ErrorCode.INVALID_ARGUMENT,
                asked + ": the URL must be http or https with a host, percent-encoded ASCII, and without the"
                        + " segments . and ..");
    }

    /** Reading a host's name costs as much as a signature, and most clients ask one host. */
    private Origin origin(HttpRequest request) {
        URI uri = request.uri();
        Origin known = origin;
        boolean same = known != null
                && known.scheme().equals(uri.getScheme())
                && known.authority().equals(uri.getRawAuthority());
        if (known == null || !same) {
            known = Origin.of(request);
            origin = known;
        }
        return known;
    }

    private record Origin(
            String scheme, String authority, @Nullable HttpUrl url, boolean secure, boolean loopback) {
        static Origin of(HttpRequest request) {
            String scheme = String.valueOf(request.uri().getScheme());
            String authority = String.valueOf(request.uri().getRawAuthority());
            return new Origin(
                    scheme,
                    authority,
                    HttpUrl.parse(scheme + "://" + authority),
                    "https".equalsIgnoreCase(scheme),
                    request.toLoopback());
        }
    }

    private Headers headers(HttpRequest request) {
        Headers.Builder headers = new Headers.Builder();
        request.headers().fields().forEach(f -> headers.addUnsafeNonAscii(f.getKey(), f.getValue()));
        for (Map.Entry<String, String> usual : options.headers().fields()) {
            putIfAbsent(headers, usual.getKey(), usual.getValue());
        }
        HttpBody body = request.body();
        putIfAbsent(headers, "Content-Type", body == null ? null : body.contentType());
        putIfAbsent(headers, "User-Agent", options.userAgent());
        putIfAbsent(headers, "Accept-Encoding", request.inflate() ? "gzip" : "identity");
        return headers.build();
    }

    private static void putIfAbsent(Headers.Builder headers, String name, @Nullable String value) {
        if (value != null && headers.get(name) == null) {
            headers.addUnsafeNonAscii(name, value);
        }
    }

    private static @Nullable RequestBody body(HttpRequest request) {
        if (request.body() == null) {
            return NEED_BODY.contains(request.method()) ? NOTHING : null;
        }
        return new OutgoingBody(request.body());
    }
}
