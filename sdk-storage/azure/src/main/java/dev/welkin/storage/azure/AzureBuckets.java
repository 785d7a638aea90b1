package dev.welkin.storage.azure;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.azure.AzureXml;
import dev.welkin.call.Attempt;
import dev.welkin.spi.Shown;
import dev.welkin.storage.ListOptions;
import dev.welkin.storage.ListPage;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.BucketsDriver;
import dev.welkin.storage.spi.ListRequest;
import dev.welkin.time.CloudClock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The containers of a storage account. */
final class AzureBuckets implements BucketsDriver {
    private static final String CONTAINER = "restype=container";

    private final BlobClient client;
    private final CloudClock clock;

    AzureBuckets(BlobClient client, CloudClock clock) {
        this.client = client;
        this.clock = clock;
    }

    @Override
    public void create(String name, Attempt attempt) {
        client.call(BlobClient.request("PUT", client.uri(name, CONTAINER)), attempt);
    }

    @Override
    public List<String> list(Attempt attempt) {
        List<String> names = new ArrayList<>();
        Names page = new Names(names);
        do {
            String marker = page.next == null ? "" : "&marker=" + BlobNames.encoded(page.next);
            page = new Names(names);
            AzureXml.read(client.read(BlobClient.request("GET", client.uri("", "comp=list" + marker)), attempt), page);
        } while (page.next != null);
        return names;
    }

    /** Azure deletes containers with all they hold, so it is asked first; what is written in between is lost. */
    @Override
    public void delete(String name, Attempt attempt) {
        try {
            requireEmpty(name, attempt);
            client.call(BlobClient.request("DELETE", client.uri(name, CONTAINER)), attempt);
        } catch (CloudException e) {
            if (e.code() != ErrorCode.NOT_FOUND) {
                throw e;
            }
        }
    }

    private void requireEmpty(String name, Attempt attempt) {
        ListRequest one = new ListRequest(ListOptions.defaults().withPageSize(1), null);
        ListPage page = new BlobListing(client, name).page(one, attempt);
        if (!page.objects().isEmpty()) {
            throw CloudException.builder(
                            ErrorCode.PRECONDITION_FAILED,
                            "The container '" + Shown.of(name) + "' holds blobs; delete them first")
                    .reason("bucket_not_empty")
                    .build();
        }
    }

    @Override
    public BucketDriver open(String name) {
        return new AzureBucket(client, name, clock);
    }

    @Override
    public void close() {}

    private static final class Names implements AzureXml.Visitor {
        private final List<String> names;
        private @Nullable String next;

        Names(List<String> names) {
            this.names = names;
        }

        @Override
        public void end(String path, String text, boolean encoded) {
            switch (path) {
                case "EnumerationResults/Containers/Container/Name" -> names.add(text);
                case "EnumerationResults/NextMarker" -> next = text.isEmpty() ? null : text;
                default -> {
                    // much else is told of each container
                }
            }
        }
    }
}
