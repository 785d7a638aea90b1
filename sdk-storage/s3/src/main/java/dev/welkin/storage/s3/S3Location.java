package dev.welkin.storage.s3;

import dev.welkin.aws.Rfc3986;
import dev.welkin.aws.SigV4;
import dev.welkin.aws.SigningClock;
import java.net.URI;

/**
 * Where a bucket is asked: its address, and the signer of its region. A provider may answer that the bucket is in
 * another region; then all later requests go there. Safe for use by several threads.
 */
final class S3Location {
    private final S3Settings settings;
    private final String bucket;
    private final SigningClock clock;
    private volatile Place place;

    /** Where all requests go at present; the base has no trailing slash. */
    record Place(String region, String base, SigV4 signer) {}

    /** An empty bucket stands for the service itself. */
    S3Location(S3Settings settings, String bucket, SigningClock clock) {
        this.settings = settings;
        this.bucket = bucket;
        this.clock = clock;
        this.place = place(settings.region());
    }

    String bucket() {
        return bucket;
    }

    Place place() {
        return place;
    }

    /** The address of a key, or of the bucket for an empty one. */
    static URI uri(Place at, String key, String query) {
        StringBuilder url = new StringBuilder(at.base.length() + key.length() + query.length() + 16).append(at.base);
        boolean root = key.isEmpty() && at.base.indexOf('/', "https://".length()) < 0;
        if (root || !key.isEmpty()) {
            url.append('/');
        }
        url.append(Rfc3986.path(key));
        if (!query.isEmpty()) {
            url.append('?').append(query);
        }
        return URI.create(url.toString());
    }

    /** Goes to another region from now on; false if that is where it was, or no region. */
    boolean moveTo(String region) {
        if (region.equals(place.region()) || !S3Settings.isLabel(region)) {
            return false;
        }
        place = place(region);
        return true;
    }

    private Place place(String region) {
        return new Place(region, base(region), SigV4.of("s3", region, clock));
    }

    private String base(String region) {
        String endpoint = settings.service(region).toString();
        if (bucket.isEmpty()) {
            return endpoint;
        }
        // a bucket with a dot in its name matches no certificate *.host
        if (!settings.virtual() || !S3Settings.isLabel(bucket)) {
            return endpoint + "/" + bucket;
        }
        int host = endpoint.indexOf("://") + 3;
        return endpoint.substring(0, host) + bucket + "." + endpoint.substring(host);
    }
}
