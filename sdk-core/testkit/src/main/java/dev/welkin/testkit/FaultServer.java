package dev.welkin.testkit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * An HTTP/1.1 server on 127.0.0.1 that does as it is told: each request gets the next scripted {@link FaultReply}, or
 * the usual one once the script is used up. It keeps every request it has read. Safe for use by several threads.
 *
 * <pre>{@code
 * try (FaultServer server = FaultServer.start()) {
 *     server.enqueue(FaultReply.of(503).header("Retry-After", "2"), FaultReply.ok("hello"));
 *     client.get(server.uri("/greeting"));
 *     assertThat(server.requests()).hasSize(2);
 * }
 * }</pre>
 */
public final class FaultServer implements AutoCloseable {
    private final ServerSocket listening;
    private final String scheme;
    private final Queue<FaultReply> script = new ConcurrentLinkedQueue<>();
    private final List<SeenRequest> requests = new ArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Predicate<SeenRequest> broken = head -> false;
    private volatile int breakAfterBytes;
    private volatile Function<SeenRequest, FaultReply> usual =
            request -> FaultReply.of(500).body("no reply is scripted for " + request);

    private FaultServer(ServerSocket listening, String scheme) {
        this.listening = listening;
        this.scheme = scheme;
        daemon(this::accept, "fault-server");
    }

    /**
     * Starts a server for plain http on a free port.
     *
     * @return the running server
     * @throws UncheckedIOException if no port is free
     */
    public static FaultServer start() {
        try {
            return new FaultServer(new ServerSocket(0, 50, loopback()), "http");
        } catch (IOException e) {
            throw new UncheckedIOException("no server could be started", e);
        }
    }

    /**
     * Starts a server for https on a free port.
     *
     * @param context holds the server's certificate
     * @return the running server
     */
    public static FaultServer start(SSLContext context) {
        return start(context, false);
    }

    /**
     * Starts a server for https on a free port that may ask for the client's certificate.
     *
     * @param context holds the server's certificate and what it trusts
     * @param clientCertificate true to refuse clients without a trusted certificate
     * @return the running server
     * @throws UncheckedIOException if no port is free
     */
    public static FaultServer start(SSLContext context, boolean clientCertificate) {
        try {
            SSLServerSocket socket =
                    (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 50, loopback());
            socket.setNeedClientAuth(clientCertificate);
            return new FaultServer(socket, "https");
        } catch (IOException e) {
            throw new UncheckedIOException("no server could be started", e);
        }
    }

    /**
     * Appends to the script.
     *
     * @param replies the answers of the next requests, in order
     * @return this server
     */
    public FaultServer enqueue(FaultReply... replies) {
        script.addAll(List.of(replies));
        return this;
    }

    /**
     * Sets the usual answer, given when the script is empty. Until then it is 500.
     *
     * @param reply the answer
     * @return this server
     */
    public FaultServer always(FaultReply reply) {
        return always(request -> reply);
    }

    /**
     * Sets what makes the usual answers.
     *
     * @param handler called on a thread per connection
     * @return this server
     */
    public FaultServer always(Function<SeenRequest, FaultReply> handler) {
        usual = handler;
        return this;
    }

    /**
     * Breaks connections in the middle of a request: it is read up to there, kept as a request whose body is what was
     * read, and the connection is reset without an answer.
     *
     * @param which sees a request without its body and tells whether to break it; called on a thread per connection
     * @param afterBytes how much of the body is read before; the request must send more
     * @return this server
     */
    public FaultServer breaking(Predicate<SeenRequest> which, int afterBytes) {
        breakAfterBytes = afterBytes;
        broken = which;
        return this;
    }

    /**
     * Returns an address on this server.
     *
     * @param path for example {@code /a?b=c}, already escaped
     * @return {@code http://127.0.0.1:port/a?b=c}
     */
    public URI uri(String path) {
        return URI.create(scheme + "://127.0.0.1:" + port() + path);
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
     * Returns the requests that were read, to their end or to where they were broken.
     *
     * @return the requests so far, in order
     */
    public List<SeenRequest> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /**
     * Waits until the server has read so many requests.
     *
     * @param count how many in all
     * @param within how long to wait
     * @return the requests so far
     * @throws AssertionError if time runs out before
     */
    public List<SeenRequest> awaitRequests(int count, Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        synchronized (requests) {
            while (requests.size() < count) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new AssertionError("not " + count + " requests within " + within + " but " + requests.size()
                            + ": " + requests);
                }
                await(left);
            }
            return List.copyOf(requests);
        }
    }

    /**
     * Returns how many connections were accepted.
     *
     * @return the count so far
     */
    public int connections() {
        return connections.get();
    }

    /** Stops listening and closes every connection. */
    @Override
    public void close() {
        closed.countDown();
        closeQuietly(listening);
        open.forEach(FaultServer::closeQuietly);
    }

    @SuppressWarnings("WaitNotInLoop") // its caller loops
    private void await(long millis) {
        try {
            requests.wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for requests", e);
        }
    }

    private void accept() {
        while (closed.getCount() > 0) {
            try {
                Socket socket = listening.accept();
                open.add(socket);
                int number = connections.incrementAndGet();
                daemon(() -> serve(socket, number), "fault-server-" + number);
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket, int number) {
        try (socket;
                BufferedInputStream in = new BufferedInputStream(socket.getInputStream());
                BufferedOutputStream out = new BufferedOutputStream(socket.getOutputStream(), 64 * 1024)) {
            socket.setTcpNoDelay(true);
            RequestReader reader = new RequestReader(in, number);
            for (SeenRequest head = reader.head(); head != null; head = reader.head()) {
                if (broken.test(head)) {
                    keep(reader.begun(head, breakAfterBytes));
                    socket.setSoLinger(true, 0); // closing now sends RST
                    return;
                }
                FaultReply reply = next(reader.whole(head));
                new ReplyWriter(out, reply).write(!head.method().equals("HEAD"));
                if (!goesOn(socket, reply)) {
                    return;
                }
            }
        } catch (IOException e) {
            // the client went away or refused the handshake: its test sees that on its own side
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private FaultReply next(SeenRequest request) {
        keep(request);
        FaultReply scripted = script.poll();
        return scripted == null ? usual.apply(request) : scripted;
    }

    private void keep(SeenRequest request) {
        synchronized (requests) {
            requests.add(request);
            requests.notifyAll();
        }
    }

    private boolean goesOn(Socket socket, FaultReply reply) throws IOException, InterruptedException {
        switch (reply.ending) {
            case RESET -> socket.setSoLinger(true, 0); // closing now sends RST
            case STALL -> closed.await();
            case CUT -> socket.shutdownOutput();
            case WHOLE -> {
                return !reply.closing;
            }
        }
        return false;
    }

    private static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
    }

    private static void daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            // already gone
        }
    }
}
