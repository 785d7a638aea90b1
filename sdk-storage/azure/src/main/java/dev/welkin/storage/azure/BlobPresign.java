package dev.welkin.storage.azure;

import dev.welkin.azure.AzureEndpoint;
import dev.welkin.azure.ServiceSas;
import dev.welkin.storage.PresignOptions;
import dev.welkin.storage.PresignedRequest;
import dev.welkin.storage.PresignedRequest.Verb;
import dev.welkin.storage.spi.PresignRequest;
import dev.welkin.time.CloudClock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** Signs requests for others, each for one blob: service shared access signatures. */
final class BlobPresign {
    private final BlobClient client;
    private final String container;
    private final CloudClock clock;

    BlobPresign(BlobClient client, String container, CloudClock clock) {
        this.client = client;
        this.container = container;
        this.clock = clock;
    }

    PresignedRequest sign(PresignRequest request) {
        PresignOptions options = request.options();
        boolean get = request.verb() == Verb.GET;
        AzureEndpoint endpoint = client.endpoint();
        Instant expires = clock.now().plus(options.expires()).truncatedTo(ChronoUnit.SECONDS);
        ServiceSas sas = new ServiceSas(
                get ? "r" : "cw",
                expires,
                "https".equals(endpoint.base().getScheme()),
                get ? Optional.ofNullable(options.contentType()).orElse("") : "");
        String query = sas.query(client.auth().key(), endpoint.account(), container, request.key());
        return new PresignedRequest(
                request.verb(),
                client.uri(container + "/" + BlobNames.path(request.key()), query),
                get ? Map.of() : Map.of("x-ms-blob-type", "BlockBlob"),
                expires);
    }
}
