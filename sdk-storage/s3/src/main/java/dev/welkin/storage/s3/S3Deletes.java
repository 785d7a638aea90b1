package dev.welkin.storage.s3;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpResponse;
import dev.welkin.spi.Shown;
import dev.welkin.spi.XmlReader;
import dev.welkin.storage.DeleteResult;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Deletes many objects in one request (DeleteObjects). */
final class S3Deletes {
    private final S3Client client;

    S3Deletes(S3Client client) {
        this.client = client;
    }

    List<DeleteResult> delete(List<String> keys, Attempt attempt) {
        XmlText xml = new XmlText("Delete");
        keys.forEach(key -> xml.open("Object").leaf("Key", client.checked(key)).close("Object"));
        S3Request post = S3Request.of("POST", "").query("delete").document(xml.bytes());
        Answers answers = new Answers();
        try (HttpResponse response = client.send(post, attempt)) {
            XmlReader.read(response.body(), answers);
        }
        return keys.stream().map(key -> result(key, answers)).toList();
    }

    private DeleteResult result(String key, Answers answers) {
        if (answers.deleted.contains(key)) {
            return new DeleteResult(key, null);
        }
        S3Failure failure = answers.failed.get(key);
        if (failure == null) {
            return new DeleteResult(
                    key,
                    CloudException.of(
                            ErrorCode.UNAVAILABLE,
                            "The provider's answer says nothing of '" + Shown.of(key) + "'; delete it again"));
        }
        CloudException error =
                S3Errors.of("DELETE " + Shown.of(key), failure, client.clock().now());
        boolean missing = error.code() == ErrorCode.NOT_FOUND && error.reason().isEmpty();
        return new DeleteResult(key, missing ? null : error);
    }

    /** What became of each key. */
    private static final class Answers implements XmlReader.Visitor {
        private final Set<String> deleted = new HashSet<>();
        private final Map<String, S3Failure> failed = new HashMap<>();
        private String key = "";
        private String code = "";
        private String message = "";

        @Override
        public void end(int depth, String name, String text) {
            if (depth == 3) {
                field(name, text);
            } else if (depth == 2) {
                entry(name);
            }
        }

        private void field(String name, String text) {
            switch (name) {
                case "Key" -> key = text;
                case "Code" -> code = text.strip();
                case "Message" -> message = text;
                default -> {
                    // versions and marks
                }
            }
        }

        private void entry(String name) {
            if (name.equals("Deleted")) {
                deleted.add(key);
            } else if (name.equals("Error")) {
                failed.put(key, new S3Failure(200, code, message, "", "", HttpHeaders.empty()));
            }
        }
    }
}
