package dev.welkin.google;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The key of a service account, which signs in its name. Immutable; prints its address alone. Safe for use by several
 * threads.
 */
public final class ServiceAccountKey {
    private static final String TOKEN_URL = "https://oauth2.googleapis.com/token";
    private static final long LIFE_SECONDS = 3600;

    private final String email;
    private final String id;
    private final URI tokenUrl;
    private final PrivateKey key;

    private ServiceAccountKey(String email, String id, URI tokenUrl, PrivateKey key) {
        this.email = email;
        this.id = id;
        this.tokenUrl = tokenUrl;
        this.key = key;
    }

    static boolean isOne(Json document) {
        return document.text("type").equals("service_account");
    }

    static ServiceAccountKey of(Json document, String source) {
        String email = document.text("client_email");
        if (!isOne(document) || !email.matches("[\\x21-\\x7e]+@[\\x21-\\x7e]+")) {
            throw CloudException.of(
                    ErrorCode.UNAUTHENTICATED, "The " + source + " is not the key of a service account");
        }
        String url = document.text("token_uri");
        return new ServiceAccountKey(
                email,
                document.text("private_key_id"),
                GoogleHosts.tokenUrl(url.isEmpty() ? TOKEN_URL : url, "token_uri", source),
                privateKey(document.text("private_key"), source));
    }

    /**
     * Returns whose key it is.
     *
     * @return the service account's address
     */
    public String email() {
        return email;
    }

    URI tokenUrl() {
        return tokenUrl;
    }

    /**
     * Signs bytes with RSASSA-PKCS1-v1_5 and SHA-256.
     *
     * @param bytes what to sign
     * @return the signature
     */
    public byte[] sign(byte[] bytes) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw CloudException.of(
                    ErrorCode.UNAUTHENTICATED, "The key of service account " + email + " cannot sign", e);
        }
    }

    /** Makes what the account asks for a token with: a JWT of RS256 (RFC 7515, RFC 7523). */
    String assertion(String scope, Instant now) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", "RS256");
        header.put("typ", "JWT");
        header.put("kid", id);
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", email);
        claims.put("scope", scope);
        claims.put("aud", tokenUrl.toString());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.getEpochSecond() + LIFE_SECONDS);
        String signed =
                base64(Json.of(header).bytes()) + "." + base64(Json.of(claims).bytes());
        return signed + "." + base64(sign(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Prints the address, and nothing of the key. */
    @Override
    public String toString() {
        return "ServiceAccountKey[" + email + "]";
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static PrivateKey privateKey(String pem, String source) {
        String body = pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").replaceAll("\\s", "");
        try {
            byte[] bytes = Base64.getDecoder().decode(body);
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            // without the cause: a parser's words may quote the key
            throw CloudException.of(
                    ErrorCode.UNAUTHENTICATED, "The private_key of " + source + " is no RSA key in PKCS#8 PEM");
        }
    }
}
