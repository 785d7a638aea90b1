package dev.welkin.internal.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Request;
import okhttp3.Response;

/** How far one exchange got: it decides what a failure means. Events come on the sending thread, cancel elsewhere. */
final class Progress extends EventListener {
    private volatile boolean connecting;
    private volatile boolean connected;
    private volatile boolean sent;
    private volatile boolean answered;
    private final boolean hasBody;

    Progress(boolean hasBody) {
        this.hasBody = hasBody;
    }

    /** It went over a connection that had been idle in the pool. */
    boolean reused() {
        return connected && !connecting;
    }

    boolean connected() {
        return connected;
    }

    /** All of the request may have reached the server. */
    boolean sent() {
        return sent;
    }

    boolean answered() {
        return answered;
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        connecting = true;
    }

    @Override
    public void connectionAcquired(Call call, Connection connection) {
        connected = true;
    }

    @Override
    public void requestHeadersEnd(Call call, Request request) {
        sent = !hasBody;
    }

    @Override
    public void requestBodyEnd(Call call, long byteCount) {
        sent = true;
    }

    @Override
    public void responseHeadersEnd(Call call, Response response) {
        answered = true;
    }
}
