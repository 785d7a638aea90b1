package dev.welkin.internal.http;

import dev.welkin.http.ProxyOptions;
import java.io.IOException;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import okhttp3.Authenticator;
import okhttp3.Connection;
import okhttp3.Credentials;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/** Shows the proxy who we are: in the tunnel's request for https, in the request itself for plain http. */
final class ProxyAuth implements Authenticator, Interceptor {
    private static final String FIELD = "Proxy-Authorization";

    private final @Nullable String credentials;

    ProxyAuth(ProxyOptions proxy) {
        this.credentials = proxy.user() == null || proxy.password() == null
                ? null
                : Credentials.basic(proxy.user(), proxy.password().reveal(), StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable Request authenticate(@Nullable Route route, Response response) throws IOException {
        boolean ahead = "OkHttp-Preemptive".equals(response.header("Proxy-Authenticate"));
        if (credentials == null || response.request().header(FIELD) != null) {
            if (ahead) {
                return null;
            }
            throw new Refused();
        }
        return response.request().newBuilder().header(FIELD, credentials).build();
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Connection connection = chain.connection();
        boolean readable = connection != null && !connection.route().requiresTunnel() && viaProxy(connection);
        if (!readable || credentials == null) {
            return chain.proceed(chain.request());
        }
        return chain.proceed(
                chain.request().newBuilder().header(FIELD, credentials).build());
    }

    private static boolean viaProxy(Connection connection) {
        return connection.route().proxy().type() == Proxy.Type.HTTP;
    }

    /** The proxy wants a user, or another one. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused() {
            super("the proxy asks for authentication");
        }
    }
}
