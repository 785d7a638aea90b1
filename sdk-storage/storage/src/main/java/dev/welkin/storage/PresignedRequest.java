package dev.welkin.storage;

import dev.welkin.http.Redaction;
import java.net.URI;
import java.time.Instant;
import java.util.Map;

/**
 * A signed request that somebody without credentials can send until it expires. Whoever has the URL can use it: treat
 * it as a secret. Printing it masks the signature.
 *
 * @param verb what it does
 * @param uri where to; sent byte for byte as it is
 * @param headers what the sender must send along, by name
 * @param expires until when it works
 */
public record PresignedRequest(Verb verb, URI uri, Map<String, String> headers, Instant expires) {
    /** What a presigned request does; its name is the HTTP method. */
    public enum Verb {
        /** Reads the object. */
        GET,
        /** Writes the object, over whatever is there. */
        PUT
    }

    /** Copies the headers. */
    public PresignedRequest {
        headers = Map.copyOf(headers);
    }

    /** Prints verb and URL without its signature. */
    @Override
    public String toString() {
        return "PresignedRequest[" + verb + " " + Redaction.url(uri) + ", until " + expires + "]";
    }
}
