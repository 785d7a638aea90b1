package dev.welkin.testkit;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy on 127.0.0.1, for tunnels (CONNECT) and for plain requests. Whatever host is asked for, it leads to one
 * port of this machine, so that a test can use names that do not exist. Safe for use by several threads.
 */
public final class ProxyServer implements AutoCloseable {
    private final ServerSocket listening;
    private final int destination;
    private final @Nullable String credentials;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private ProxyServer(ServerSocket listening, int destination, @Nullable String credentials) {
        this.listening = listening;
        this.destination = destination;
        this.credentials = credentials;
        daemon(this::accept);
    }

    /**
     * Starts a proxy that lets everybody through.
     *
     * @param destination the port of 127.0.0.1 that every host leads to
     * @return the running proxy
     */
    public static ProxyServer start(int destination) {
        return new ProxyServer(listen(), destination, null);
    }

    /**
     * Starts a proxy that asks for a user by Basic authentication.
     *
     * @param destination the port of 127.0.0.1 that every host leads to
     * @param user the user's name
     * @param password the user's password
     * @return the running proxy
     */
    public static ProxyServer start(int destination, String user, String password) {
        String pair = user + ":" + password;
        return new ProxyServer(
                listen(),
                destination,
                "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Returns the port.
     *
     * @return a port of 127.0.0.1
     */
    public int port() {
        return listening.getLocalPort();
    }

    /**
     * Returns the first lines of the requests that were let through.
     *
     * @return for example {@code CONNECT storage.example:443 HTTP/1.1}, in order
     */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Stops listening. Open tunnels end with their clients. */
    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the proxy cannot be closed", e);
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                daemon(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            String head = head(client.getInputStream());
            if (credentials != null && !head.contains("\r\nProxy-Authorization: " + credentials + "\r\n")) {
                write(
                        client,
                        "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                return;
            }
            requests.add(head.substring(0, head.indexOf("\r\n")));
            try (Socket server = new Socket(loopback(), destination)) {
                connect(client, server, head);
            }
        } catch (IOException e) {
            // one of the two went away: the test sees that on its own side
        }
    }

    private static void connect(Socket client, Socket server, String head) throws IOException {
        if (head.startsWith("CONNECT ")) {
            write(client, "HTTP/1.1 200 Connected\r\n\r\n");
        } else {
            write(server, head.replaceAll("(?i)\r\nProxy-[^\r]*", ""));
        }
        daemon(() -> pump(client, server));
        pump(server, client);
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // a side that resets ends the other one when its socket closes
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the client closed inside the head of a request");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 50, loopback());
        } catch (IOException e) {
            throw new UncheckedIOException("no proxy could be started", e);
        }
    }

    private static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "proxy-server");
        thread.setDaemon(true);
        thread.start();
    }
}
