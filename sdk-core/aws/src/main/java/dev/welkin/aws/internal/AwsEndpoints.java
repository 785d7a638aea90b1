package dev.welkin.aws.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.aws.AwsPartition;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpRequest;
import java.net.URI;
import java.util.Map;

/** Where the services that hand out credentials are. Their secrets go only to AWS's own hosts or to loopback. */
final class AwsEndpoints {
    private AwsEndpoints() {}

    /** The service's own address, or the one that {@code AWS_ENDPOINT_URL_<NAME>} names, without a trailing slash. */
    static URI of(String name, String host, Map<String, String> environment) {
        String variable = "AWS_ENDPOINT_URL_" + name;
        String given = environment.getOrDefault(variable, "").strip();
        boolean ignored = "true".equalsIgnoreCase(environment.getOrDefault("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", ""));
        if (given.isEmpty() || ignored) {
            return URI.create("https://" + host);
        }
        URI uri = parsed(variable, given);
        boolean own = uri.getHost() != null && "https".equals(uri.getScheme()) && AwsPartition.owns(uri.getHost());
        if (!own && !isLoopback(uri)) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    variable + " names a host that is neither AWS's own over https nor this machine; credentials are"
                            + " not sent there");
        }
        return uri;
    }

    static boolean isLoopback(URI uri) {
        return HttpRequest.of("GET", uri, HttpHeaders.empty()).toLoopback();
    }

    static URI parsed(String variable, String text) {
        try {
            return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        } catch (IllegalArgumentException e) {
            throw CloudException.of(ErrorCode.INVALID_ARGUMENT, variable + " is not a URL such as https://host");
        }
    }
}
