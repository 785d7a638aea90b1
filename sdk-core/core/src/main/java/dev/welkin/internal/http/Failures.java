package dev.welkin.internal.http;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Set;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Says what a broken exchange means, in the SDK's words. */
final class Failures {
    private static final Set<String> LASTING = Set.of("tls_hostname", "tls_expired", "tls_unknown_ca");

    private Failures() {}

    /** The request did not get an answer. */
    static CloudException sending(String asked, Exception e, Progress progress, boolean late) {
        if (late) {
            return timeout(asked + ": no answer in time", "attempt_timeout", e, progress.sent());
        }
        if (isInterrupt(e)) {
            return interrupted(asked, e, progress.sent());
        }
        if (e instanceof SocketTimeoutException) {
            return progress.connected()
                    ? timeout(asked + ": the server fell silent", "stalled", e, progress.sent())
                    : timeout(asked + ": no connection in time", "connect_timeout", e, false);
        }
        if (e instanceof ProxyAuth.Refused) {
            return CloudException.builder(
                            ErrorCode.UNAUTHENTICATED,
                            asked + ": the proxy does not accept the user and" + " password; check http.proxy")
                    .reason("proxy_auth")
                    .build();
        }
        return CloudException.builder(ErrorCode.UNAVAILABLE, asked + ": " + advice(e))
                .reason(reason(e))
                .retryable(!LASTING.contains(reason(e)))
                .outcomeUnknown(progress.sent())
                .cause(e)
                .build();
    }

    /** The body of the answer broke. */
    static CloudException reading(String asked, Exception e) {
        if (isInterrupt(e)) {
            return interrupted(asked, e, false);
        }
        if (e instanceof SocketTimeoutException) {
            return timeout(asked + ": the answer's body fell silent", "stalled", e, false);
        }
        if (e instanceof ZipException) {
            return CloudException.builder(ErrorCode.CORRUPTED, asked + ": the answer's compressed body is broken")
                    .reason("bad_gzip")
                    .cause(e)
                    .build();
        }
        return CloudException.builder(ErrorCode.TRUNCATED, asked + ": the answer's body ended too early")
                .reason("cut")
                .outcomeUnknown(false)
                .cause(e)
                .build();
    }

    private static CloudException timeout(String message, String reason, Exception e, boolean sent) {
        return CloudException.builder(ErrorCode.TIMEOUT, message)
                .reason(reason)
                .outcomeUnknown(sent)
                .cause(e)
                .build();
    }

    private static CloudException interrupted(String asked, Exception e, boolean sent) {
        return CloudException.interrupted(asked, e).toBuilder()
                .outcomeUnknown(sent)
                .build();
    }

    /** A socket's time-out is an InterruptedIOException too, but no interrupt. */
    private static boolean isInterrupt(Exception e) {
        return e instanceof InterruptedException
                || e instanceof ClosedByInterruptException
                || (e instanceof InterruptedIOException && !(e instanceof SocketTimeoutException));
    }

    private static String reason(Exception e) {
        if (e instanceof UnknownHostException) {
            return "dns";
        }
        if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
            return "connect_refused";
        }
        if (isTls(e)) {
            return tlsReason(e);
        }
        return e instanceof ProtocolException ? "bad_answer" : "reset";
    }

    private static boolean isTls(Exception e) {
        return e instanceof SSLException;
    }

    private static String tlsReason(Exception e) {
        if (e instanceof SSLPeerUnverifiedException) {
            return "tls_hostname";
        }
        if (caused(e, CertificateExpiredException.class) || caused(e, CertificateNotYetValidException.class)) {
            return "tls_expired";
        }
        boolean path = caused(e, CertPathBuilderException.class) || caused(e, CertPathValidatorException.class);
        return path ? "tls_unknown_ca" : "tls";
    }

    private static boolean caused(Throwable e, Class<? extends Throwable> type) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return true;
            }
        }
        return false;
    }

    private static String advice(Exception e) {
        return switch (reason(e)) {
            case "dns" -> "the host has no address; check the endpoint's name and the network";
            case "connect_refused" -> "nothing accepts connections there; check host, port and firewall";
            case "tls_hostname" -> "the server's certificate is for another host; check the endpoint's name";
            case "tls_expired" -> "the server's certificate is out of its time; check it, and this machine's clock";
            case "tls_unknown_ca" ->
                "the server's certificate comes from an unknown authority; if it is your own, name it in http.ca";
            case "tls" -> "the TLS handshake failed: " + Shown.of(e.getMessage());
            case "bad_answer" -> "the answer is no HTTP or broke off: " + Shown.of(e.getMessage());
            default -> "the connection broke: " + Shown.of(e.getMessage());
        };
    }
}
