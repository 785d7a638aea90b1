package dev.welkin.storage.azure;

import dev.welkin.CloudException;
import dev.welkin.azure.AzureAuth;
import dev.welkin.azure.AzureEndpoint;
import dev.welkin.azure.AzureErrors;
import dev.welkin.azure.ServiceSas;
import dev.welkin.call.Attempt;
import dev.welkin.http.HttpBody;
import dev.welkin.http.HttpClient;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import dev.welkin.http.HttpResponse;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one storage account and makes errors of what comes back.
 *
 * @param http sends
 * @param auth authorises
 * @param endpoint where the account is
 */
record BlobClient(HttpClient http, AzureAuth auth, AzureEndpoint endpoint) {
    private static final Map.Entry<String, String> VERSION = Map.entry("x-ms-version", ServiceSas.VERSION);

    /** Returns the URL of a container or blob with a query; both are encoded already. */
    URI uri(String path, String query) {
        return URI.create(endpoint.base() + "/" + path + (query.isEmpty() ? "" : "?" + query));
    }

    /** Sends a request whose answer's body nobody needs. */
    HttpHeaders call(HttpRequest request, Attempt attempt) {
        try (HttpResponse response = send(request, attempt)) {
            return response.headers();
        }
    }

    /** Sends a request and reads its answer. */
    byte[] read(HttpRequest request, Attempt attempt) {
        try (HttpResponse response = send(request, attempt)) {
            return response.bytes();
        }
    }

    /** Sends a request; the caller closes the answer, whose status is below 300. */
    HttpResponse send(HttpRequest request, Attempt attempt) {
        HttpRequest authorised = auth.authorise(request);
        HttpResponse response = http.send(authorised, attempt);
        if (response.status() < 300) {
            return response;
        }
        try (response) {
            throw refused(authorised, response, attempt);
        }
    }

    static HttpRequest request(String method, URI uri) {
        return request(method, uri, List.of(), null);
    }

    static HttpRequest request(
            String method, URI uri, List<Map.Entry<String, String>> fields, @Nullable HttpBody body) {
        List<Map.Entry<String, String>> all = new ArrayList<>(fields);
        all.add(VERSION);
        return HttpRequest.of(method, uri, HttpHeaders.of(all), body);
    }

    private CloudException refused(HttpRequest request, HttpResponse response, Attempt attempt) {
        Instant now = auth.now();
        boolean unknown = response.status() == 401 || response.status() == 403;
        CloudException.Builder error = AzureErrors.of(request, response, now).provider("azure");
        boolean learnt = unknown && auth.learn(response);
        return learnt ? error.retryable(attempt.number() == 1).build() : error.build();
    }
}
