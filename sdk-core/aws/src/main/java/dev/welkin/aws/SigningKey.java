package dev.welkin.aws;

import dev.welkin.Secret;
import dev.welkin.credentials.Credentials;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * The key that is good for one day, region and service, derived once from the secret key, with everything else that
 * stays the same in all signatures of the day. Immutable: each signature is made by a copy of the prepared HMAC, which
 * costs less than preparing a new one.
 */
final class SigningKey {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";

    private final Credentials credentials;
    private final long day;
    private final byte[] key;
    private final Mac prepared;

    /** {@code 20130524}. */
    final String date;
    /** {@code 20130524/us-east-1/s3/aws4_request}. */
    final String scope;
    /** {@code AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request}. */
    final String credential;

    final @Nullable Secret sessionToken;

    private SigningKey(Credentials credentials, String service, String region, long day) {
        this.credentials = credentials;
        this.day = day;
        this.date = LocalDate.ofEpochDay(day).format(DateTimeFormatter.BASIC_ISO_DATE);
        this.scope = date + '/' + region + '/' + service + "/aws4_request";
        this.credential = credentials.require(AwsCredentials.ACCESS_KEY_ID).reveal() + '/' + scope;
        this.sessionToken = credentials.find(AwsCredentials.SESSION_TOKEN).orElse(null);
        this.key = derive(credentials.require(AwsCredentials.SECRET_KEY), region, service);
        this.prepared = Sha256.mac(key);
    }

    static SigningKey of(Credentials credentials, String service, String region, long day) {
        return new SigningKey(credentials, service, region, day);
    }

    @SuppressWarnings("ReferenceEquality") // a cache hands out the same object until it refreshes
    boolean fits(Credentials wanted, long wantedDay) {
        return credentials == wanted && day == wantedDay;
    }

    /** Signs the hash of a canonical request made at a time of this key's day. */
    String sign(String dateTime, byte[] canonicalHash) {
        String toSign = ALGORITHM + '\n' + dateTime + '\n' + scope + '\n' + Sha256.hex(canonicalHash);
        return Sha256.hex(copy().doFinal(toSign.getBytes(StandardCharsets.UTF_8)));
    }

    private Mac copy() {
        try {
            return (Mac) prepared.clone();
        } catch (CloneNotSupportedException e) {
            return Sha256.mac(key); // some providers of cryptography can't copy
        }
    }

    private byte[] derive(Secret secret, String region, String service) {
        byte[] kSecret = ("AWS4" + secret.reveal()).getBytes(StandardCharsets.UTF_8);
        byte[] derived = kSecret;
        for (String part : new String[] {date, region, service, "aws4_request"}) {
            derived = Sha256.mac(derived).doFinal(part.getBytes(StandardCharsets.UTF_8));
        }
        Arrays.fill(kSecret, (byte) 0);
        return derived;
    }
}
