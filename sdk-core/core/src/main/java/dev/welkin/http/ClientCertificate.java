package dev.welkin.http;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** The certificate and private key by which this program shows who it is. Prints neither. Immutable. */
public final class ClientCertificate {
    private static final char[] NONE = new char[0];
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private final KeyStore keys;
    private final char[] password;

    private ClientCertificate(KeyStore keys, char[] password) {
        this.keys = keys;
        this.password = password;
    }

    /**
     * Reads a certificate chain and its key.
     *
     * @param chain a PEM file, the client's own certificate first
     * @param key a PEM file with an unencrypted PKCS#8 key ({@code BEGIN PRIVATE KEY}), RSA or EC
     * @return the certificate
     * @throws CloudException INVALID_ARGUMENT if a file cannot be read
     */
    public static ClientCertificate pem(Path chain, Path key) {
        try {
            return pem(Files.readString(chain), Secret.of(Files.readString(key)));
        } catch (IOException e) {
            throw unreadable("The client certificate " + chain + " or its key " + key, e);
        }
    }

    /**
     * Reads a certificate chain and its key.
     *
     * @param chain PEM text, the client's own certificate first
     * @param key PEM text with an unencrypted PKCS#8 key ({@code BEGIN PRIVATE KEY}), RSA or EC
     * @return the certificate
     * @throws CloudException INVALID_ARGUMENT if it cannot be read
     */
    public static ClientCertificate pem(String chain, Secret key) {
        try {
            Certificate[] certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(chain.getBytes(StandardCharsets.UTF_8)))
                    .toArray(new Certificate[0]);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("client", privateKey(key, certificates[0]), NONE, certificates);
            return new ClientCertificate(store, NONE);
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw unreadable("The client certificate or its key", e);
        }
    }

    /**
     * Reads a PKCS#12 file ({@code .p12}, {@code .pfx}).
     *
     * @param file the file
     * @param password its password
     * @return the certificate
     * @throws CloudException INVALID_ARGUMENT if it cannot be read
     */
    public static ClientCertificate pkcs12(Path file, Secret password) {
        char[] secret = password.reveal().toCharArray();
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, secret);
            return new ClientCertificate(store, secret);
        } catch (GeneralSecurityException | IOException e) {
            throw unreadable("The client certificate " + file, e);
        }
    }

    /**
     * Hands out the key store, for the one place that makes a TLS context of it.
     *
     * @return the store; its keys are protected by {@link #password}
     */
    public KeyStore keyStore() {
        return keys;
    }

    /**
     * Hands out the password of the keys, for the one place that makes a TLS context of them.
     *
     * @return a copy of the password
     */
    public char[] password() {
        return password.clone();
    }

    /** Prints {@code ***}, always. */
    @Override
    public String toString() {
        return "***";
    }

    private static PrivateKey privateKey(Secret key, Certificate certificate) throws GeneralSecurityException {
        String text = key.reveal();
        String base64 = text.substring(text.indexOf(BEGIN) + BEGIN.length(), text.indexOf(END));
        byte[] encoded = Base64.getMimeDecoder().decode(base64);
        return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
                .generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    /** The cause's own message might quote the key. */
    private static CloudException unreadable(String what, Exception e) {
        return CloudException.of(
                ErrorCode.INVALID_ARGUMENT,
                what + " cannot be read (" + e.getClass().getSimpleName()
                        + "). Give a PEM certificate with its PKCS#8 key (BEGIN PRIVATE KEY), or a .p12 file with its"
                        + " password.");
    }
}
