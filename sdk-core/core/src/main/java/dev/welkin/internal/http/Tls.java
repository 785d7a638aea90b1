package dev.welkin.internal.http;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.http.ClientCertificate;
import dev.welkin.http.HttpOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whom an endpoint's connections trust, and who they say they are. */
record Tls(SSLSocketFactory sockets, X509TrustManager trust) {
    static Tls of(HttpOptions options) {
        try {
            X509TrustManager trust = options.extraCa() == null ? trust(null) : trust(with(options.extraCa()));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(options.clientCertificate()), new TrustManager[] {trust}, null);
            return new Tls(new TlsSockets(context.getSocketFactory()), trust);
        } catch (GeneralSecurityException | IOException e) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT, "TLS cannot be set up: check the http options' certificates", e);
        }
    }

    private static KeyManager @Nullable [] keys(@Nullable ClientCertificate certificate)
            throws GeneralSecurityException {
        if (certificate == null) {
            return null;
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(certificate.keyStore(), certificate.password());
        return factory.getKeyManagers();
    }

    /** What the JVM trusts, and the certificates of a PEM text. */
    private static KeyStore with(String pem) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        int number = 0;
        for (Certificate known : trust(null).getAcceptedIssuers()) {
            store.setCertificateEntry("ca-" + number++, known);
        }
        for (Certificate extra : certificates(pem)) {
            store.setCertificateEntry("ca-" + number++, extra);
        }
        return store;
    }

    private static Collection<? extends Certificate> certificates(String pem) throws CertificateException {
        Collection<? extends Certificate> found = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
        if (found.isEmpty()) {
            throw new CertificateException("the extra CA text holds no certificate");
        }
        return found;
    }

    private static X509TrustManager trust(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager trust) {
                return trust;
            }
        }
        throw new GeneralSecurityException("this JVM has no X.509 trust manager");
    }
}
