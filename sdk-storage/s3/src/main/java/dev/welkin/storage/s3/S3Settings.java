package dev.welkin.storage.s3;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.aws.AwsAccess;
import dev.welkin.config.Options;
import dev.welkin.config.Target;
import dev.welkin.http.HttpHeaders;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a target says about its bucket and where it is.
 *
 * @param preset what is known of the provider
 * @param region where to begin
 * @param endpoint the target's own endpoint without a trailing slash, or null for the provider's
 * @param virtual true if the bucket stands in the host name
 * @param accountId the account that stands in the host name, or empty
 * @param checksum what uploads carry
 * @param versions true if the bucket keeps versions
 * @param requestHeaders what every request carries
 * @param writeHeaders what every write that makes an object carries
 */
record S3Settings(
        Preset preset,
        String region,
        @Nullable URI endpoint,
        boolean virtual,
        String accountId,
        Checksum checksum,
        boolean versions,
        Map<String, String> requestHeaders,
        Map<String, String> writeHeaders) {
    static final Set<String> OPTIONS = Set.of(
            "preset",
            "region",
            "endpoint",
            "addressing",
            "accountId",
            "checksum",
            "versions",
            "requesterPays",
            "storageClass",
            "sse",
            "sseKmsKeyId");

    private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?");

    static S3Settings of(Target target, AwsAccess access) {
        Options options = target.typed();
        String wanted = region(options, target.scheme(), access);
        Preset preset = Presets.pick(target.scheme(), options, wanted);
        URI endpoint = endpoint(options, preset);
        String region = wanted.isEmpty() ? preset.region() : wanted;
        if (region.isEmpty()) {
            throw options.invalid("region", "is missing: write for example region=eu-west-1, or set AWS_REGION");
        }
        return new S3Settings(
                preset,
                label(options, "region", region),
                endpoint,
                virtual(options, preset),
                accountId(options, preset, endpoint),
                checksum(options, preset, endpoint),
                options.flag("versions", false),
                options.flag("requesterPays", false) ? Map.of("x-amz-request-payer", "requester") : Map.of(),
                writeHeaders(options));
    }

    static boolean isLabel(String text) {
        return LABEL.matcher(text).matches();
    }

    /** Where the service itself is asked in a region. */
    URI service(String inRegion) {
        return endpoint != null
                ? endpoint
                : URI.create(preset.endpoint().replace("{region}", inRegion).replace("{accountId}", accountId));
    }

    private static String region(Options options, String scheme, AwsAccess access) {
        boolean aws = scheme.equals("s3")
                && options.text("endpoint").isEmpty()
                && options.text("preset").orElse("aws").startsWith("aws");
        return (aws ? access.findRegion() : options.text("region")).orElse("");
    }

    private static @Nullable URI endpoint(Options options, Preset preset) {
        Optional<URI> endpoint = options.endpoint("endpoint", "https://minio.example.com:9000");
        if (endpoint.isEmpty() && preset.endpoint().isEmpty()) {
            throw options.invalid("endpoint", "is missing: '" + preset.name() + "' has no endpoint of its own");
        }
        return endpoint.orElse(null);
    }

    private static boolean virtual(Options options, Preset preset) {
        String text = options.text("addressing").orElse(preset.virtual() ? "virtual" : "path");
        if (!text.equals("virtual") && !text.equals("path")) {
            throw options.invalid("addressing", "must be virtual (bucket.host/key) or path (host/bucket/key)");
        }
        return text.equals("virtual");
    }

    private static String accountId(Options options, Preset preset, @Nullable URI endpoint) {
        boolean needed = endpoint == null && preset.endpoint().contains("{accountId}");
        String text = options.text("accountId").orElse("");
        if (needed && text.isEmpty()) {
            throw options.invalid("accountId", "is missing: it stands in the endpoint of '" + preset.name() + "'");
        }
        return text.isEmpty() ? "" : label(options, "accountId", text);
    }

    private static String label(Options options, String option, String text) {
        if (!isLabel(text)) {
            throw options.invalid(option, "must be lower-case letters, digits and -, as in eu-west-1");
        }
        return text;
    }

    /** Checksums of its own broke many a server, so only those known to take them get them unasked. */
    private static Checksum checksum(Options options, Preset preset, @Nullable URI endpoint) {
        String text = options.text("checksum").orElse("");
        return switch (text) {
            case "" -> endpoint == null ? preset.checksum() : Checksum.NONE;
            case "none" -> Checksum.NONE;
            case "crc32c" -> Checksum.CRC32C;
            case "sha256" -> Checksum.SHA256;
            default -> throw options.invalid("checksum", "must be crc32c, sha256 or none");
        };
    }

    private static Map<String, String> writeHeaders(Options options) {
        Map<String, String> headers = new LinkedHashMap<>();
        options.text("storageClass").ifPresent(v -> headers.put("x-amz-storage-class", v));
        options.text("sse").ifPresent(v -> headers.put("x-amz-server-side-encryption", v));
        options.text("sseKmsKeyId").ifPresent(v -> headers.put("x-amz-server-side-encryption-aws-kms-key-id", v));
        try {
            headers.forEach((name, value) -> HttpHeaders.of(name, value));
        } catch (CloudException e) {
            throw CloudException.of(ErrorCode.INVALID_ARGUMENT, String.valueOf(e.getMessage()), e);
        }
        return headers;
    }
}
