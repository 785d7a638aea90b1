package dev.welkin.internal.http;

import dev.welkin.http.ProxyOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;

/** Sends everything but the exclusions through one proxy. */
final class ProxyRules extends ProxySelector {
    private final ProxyOptions options;

    ProxyRules(ProxyOptions options) {
        this.options = options;
    }

    @Override
    public List<Proxy> select(URI uri) {
        if (options.excludes(uri.getHost())) {
            return List.of(Proxy.NO_PROXY);
        }
        return List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(options.host(), options.port())));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {
        // there is no other proxy to turn to; the request's own error says what happened
    }
}
