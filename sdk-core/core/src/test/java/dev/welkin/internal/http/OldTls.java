package dev.welkin.internal.http;

import dev.welkin.CloudException;
import dev.welkin.call.Attempt;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpOptions;
import dev.welkin.http.HttpRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.security.Security;
import java.time.Duration;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A JVM that allows every version of TLS, and in it a server that knows 1.1 only: who connects? */
final class OldTls {
    private static final String[] OLD = {"TLSv1.1"};

    private OldTls() {}

    public static void main(String[] args) throws IOException {
        Security.setProperty("jdk.tls.disabledAlgorithms", ""); // read when TLS is first used
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("127.0.0.1")
                .build();
        HandshakeCertificates held = new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .addTrustedCertificate(certificate.certificate())
                .build();
        try (SSLServerSocket server = (SSLServerSocket)
                held.sslContext().getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            server.setEnabledProtocols(OLD);
            Thread accepting = new Thread(() -> accept(server));
            accepting.setDaemon(true);
            accepting.start();
            System.out.println("another client speaks " + another(held, server.getLocalPort()));
            System.out.println("ours says " + ours(certificate, server.getLocalPort()));
        }
    }

    private static void accept(SSLServerSocket server) {
        while (!server.isClosed()) {
            try (SSLSocket socket = (SSLSocket) server.accept()) {
                socket.startHandshake();
            } catch (IOException e) {
                // the client went away: it says why
            }
        }
    }

    /** Shows that the server is there and that the JVM lets a client in. */
    private static String another(HandshakeCertificates held, int port) throws IOException {
        try (SSLSocket socket = (SSLSocket) held.sslSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setEnabledProtocols(OLD);
            socket.startHandshake();
            return socket.getSession().getProtocol();
        }
    }

    private static String ours(HeldCertificate certificate, int port) {
        HttpOptions trusting = HttpOptions.defaults().toBuilder()
                .extraCa(certificate.certificatePem())
                .build();
        HttpRequest request = HttpRequest.of("GET", URI.create("https://127.0.0.1:" + port + "/"), HttpHeaders.empty());
        try (OkHttpClients pool = new OkHttpClients(1)) {
            pool.client(trusting)
                    .send(request, Attempt.only(Duration.ofSeconds(20)))
                    .close();
            return "hello";
        } catch (CloudException e) {
            return e.code() + " " + e.reason();
        }
    }
}
