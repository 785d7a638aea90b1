package dev.welkin.storage.azure;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import dev.welkin.spi.Shown;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.spi.CopyRequest;
import dev.welkin.time.CloudClock;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Copies inside the container: Copy Blob, which may go on after its answer. */
final class BlobCopy {
    private static final Duration POLL = Duration.ofMillis(500);

    private final BlobClient client;
    private final String container;
    private final BlobReads reads;
    private final BlobTags tags;
    private final CloudClock clock;

    BlobCopy(BlobClient client, String container, BlobReads reads, BlobTags tags, CloudClock clock) {
        this.client = client;
        this.container = container;
        this.reads = reads;
        this.tags = tags;
        this.clock = clock;
    }

    ObjectInfo copy(CopyRequest request, Attempt attempt) throws InterruptedException {
        String key = request.to().key();
        PutMode mode = request.to().mode();
        List<Map.Entry<String, String>> fields = new ArrayList<>(BlobHeaders.of(mode));
        fields.addAll(BlobHeaders.tags(tags.visible(request.key(), attempt)));
        fields.add(Map.entry("x-ms-copy-source", source(request).toString()));
        HttpHeaders answer = client.call(BlobClient.request("PUT", uri(key), fields, null), attempt);
        await(key, answer, attempt);
        return BlobReads.info(key, reads.head(key, attempt));
    }

    /** A shared access signature must stand in the source's URL too; whoever has the key need not show it twice. */
    private URI source(CopyRequest request) {
        HttpRequest read = BlobClient.request("GET", uri(request.key()));
        return client.auth().authorise(read).uri();
    }

    private void await(String key, HttpHeaders answer, Attempt attempt) throws InterruptedException {
        long begun = clock.nanoTime();
        String status = status(answer);
        while (status.equals("pending")) {
            if (clock.nanoTime() - begun > attempt.callTimeLeft().toNanos()) {
                throw CloudException.of(
                        ErrorCode.TIMEOUT, "The copy to '" + Shown.of(key) + "' goes on; look at it later with head()");
            }
            clock.sleep(POLL);
            answer = reads.head(key, attempt);
            status = status(answer);
        }
        if (!status.equals("success")) {
            throw CloudException.of(
                    ErrorCode.UNAVAILABLE,
                    "The copy to '" + Shown.of(key) + "' ended as " + Shown.of(status) + ": "
                            + Shown.of(
                                    answer.first("x-ms-copy-status-description").orElse("no reason given")));
        }
    }

    private static String status(HttpHeaders headers) {
        return headers.first("x-ms-copy-status").orElse("success");
    }

    private URI uri(String key) {
        return client.uri(container + "/" + BlobNames.path(key), "");
    }
}
