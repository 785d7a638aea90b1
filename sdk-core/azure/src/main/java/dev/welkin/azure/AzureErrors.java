package dev.welkin.azure;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.http.HttpErrors;
import dev.welkin.http.HttpRequest;
import dev.welkin.http.HttpResponse;
import dev.welkin.http.Redaction;
import dev.welkin.spi.Shown;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes errors of the answers of Azure's storage services: by {@code x-ms-error-code}, by the code in the body, else by
 * the status.
 */
public final class AzureErrors {
    private static final long MAX_ERROR_BYTES = 64 * 1024;
    private static final Map<String, Meaning> MEANINGS = meanings();

    private AzureErrors() {}

    /**
     * Reads the error of an answer.
     *
     * @param request what was asked
     * @param response what came back: a status of 300 or more; its body is read, it is not closed
     * @param now the time of day
     * @return a builder to refine
     */
    public static CloudException.Builder of(HttpRequest request, HttpResponse response, Instant now) {
        byte[] body = body(response);
        Document document = Document.read(body);
        String code = response.headers().first("x-ms-error-code").orElse(document.code);
        CloudException plain = HttpErrors.of(request, response, body, now).build();
        Meaning meaning = MEANINGS.getOrDefault(code, new Meaning(plain.code(), plain.reason(), true));
        String message =
                code.isEmpty() ? String.valueOf(plain.getMessage()) : message(request, response, code, document);
        CloudException.Builder error = CloudException.builder(meaning.code, message)
                .reason(reason(response, document, meaning))
                .httpStatus(response.status())
                .requestId(plain.requestId().orElse(null))
                .retryAfter(plain.retryAfter().orElse(null))
                .outcomeUnknown(plain.outcomeUnknown() && meaning.code != ErrorCode.RATE_LIMITED);
        return meaning.mayRetry ? error : error.retryable(false);
    }

    private static String reason(HttpResponse response, Document document, Meaning meaning) {
        if (response.status() == 304) {
            return "not_modified";
        }
        return document.expired() ? "expired" : meaning.reason;
    }

    /** What breaks while an error is read hides it less than the status alone does. */
    private static byte[] body(HttpResponse response) {
        try {
            return response.bytes(MAX_ERROR_BYTES);
        } catch (CloudException e) {
            return new byte[0];
        }
    }

    private static String message(HttpRequest request, HttpResponse response, String code, Document document) {
        String text = document.message.lines().findFirst().orElse("");
        String detail = document.detail.isEmpty() ? "" : " (" + Shown.of(document.detail) + ")";
        return request.method() + " " + Redaction.url(request.uri()) + " was answered with " + response.status() + " "
                + Shown.of(code) + (text.isEmpty() ? "" : ": " + Shown.of(text)) + detail;
    }

    private static Map<String, Meaning> meanings() {
        Map<String, Meaning> all = new HashMap<>();
        put(all, ErrorCode.NOT_FOUND, "", "BlobNotFound", "ResourceNotFound", "CannotVerifyCopySource");
        put(all, ErrorCode.NOT_FOUND, "bucket_missing", "ContainerNotFound");
        put(all, ErrorCode.ALREADY_EXISTS, "", "ContainerAlreadyExists", "BlobAlreadyExists");
        put(
                all,
                ErrorCode.PRECONDITION_FAILED,
                "changed",
                "ConditionNotMet",
                "TargetConditionNotMet",
                "SourceConditionNotMet");
        put(all, ErrorCode.INVALID_ARGUMENT, "range", "InvalidRange");
        put(all, ErrorCode.INVALID_ARGUMENT, "too_large", "RequestBodyTooLarge", "MetadataTooLarge");
        put(
                all,
                ErrorCode.UNAUTHENTICATED,
                "",
                "AuthenticationFailed",
                "InvalidAuthenticationInfo",
                "NoAuthenticationInformation");
        put(
                all,
                ErrorCode.PERMISSION_DENIED,
                "",
                "AuthorizationFailure",
                "AuthorizationPermissionMismatch",
                "AuthorizationProtocolMismatch",
                "AuthorizationResourceTypeMismatch",
                "AuthorizationServiceMismatch",
                "AuthorizationSourceIPMismatch",
                "InsufficientAccountPermissions",
                "AccountIsDisabled",
                "PublicAccessNotPermitted");
        put(all, ErrorCode.NOT_FOUND, "upload_missing", "InvalidBlockList");
        put(all, ErrorCode.RATE_LIMITED, "", "ServerBusy");
        put(all, ErrorCode.TIMEOUT, "", "OperationTimedOut");
        put(all, ErrorCode.UNAVAILABLE, "", "InternalError");
        put(all, ErrorCode.UNSUPPORTED, "", "FeatureNotYetSupportedForHierarchicalNamespaceAccounts");
        put(all, ErrorCode.CORRUPTED, "", "Md5Mismatch", "Crc64Mismatch");
        put(all, ErrorCode.CONFLICT, "", "ContainerBeingDeleted", "PendingCopyOperation");
        all.put("SnapshotsPresent", new Meaning(ErrorCode.CONFLICT, "snapshots", false));
        all.put("LeaseIdMissing", new Meaning(ErrorCode.CONFLICT, "leased", false));
        all.put("LeaseIdMismatchWithBlobOperation", new Meaning(ErrorCode.CONFLICT, "leased", false));
        all.put("BlobArchived", new Meaning(ErrorCode.CONFLICT, "archived", false));
        return Map.copyOf(all);
    }

    private static void put(Map<String, Meaning> all, ErrorCode code, String reason, String... names) {
        for (String name : names) {
            all.put(name, new Meaning(code, reason, true));
        }
    }

    /** What a code of Azure means; {@code mayRetry} leaves it to our code whether repeating helps. */
    private record Meaning(ErrorCode code, String reason, boolean mayRetry) {}

    /** {@code <Error><Code>..</Code><Message>..</Message><AuthenticationErrorDetail>..}, as far as it can be read. */
    private static final class Document implements AzureXml.Visitor {
        private String code = "";
        private String message = "";
        private String detail = "";

        static Document read(byte[] body) {
            Document document = new Document();
            try {
                if (body.length > 0) {
                    AzureXml.read(body, document);
                }
            } catch (CloudException e) {
                document.message = ""; // the status speaks for itself, and the body is quoted as it is
            }
            return document;
        }

        @Override
        public void end(String path, String text, boolean encoded) {
            switch (path) {
                case "Error/Code" -> code = text.strip();
                case "Error/Message" -> message = text.strip();
                case "Error/AuthenticationErrorDetail" -> detail = text.strip();
                default -> {
                    // some codes come with fields of their own
                }
            }
        }

        /** The words of a shared access signature that has ended. */
        boolean expired() {
            return detail.contains("not valid in the specified time frame");
        }
    }
}
