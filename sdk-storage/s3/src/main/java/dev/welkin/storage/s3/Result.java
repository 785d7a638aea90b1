package dev.welkin.storage.s3;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.http.HttpHeaders;
import dev.welkin.spi.XmlReader;
import java.util.HashMap;
import java.util.Map;

/** A small answer: the fields right below its root. */
final class Result implements XmlReader.Visitor {
    HttpHeaders headers = HttpHeaders.empty();
    String root = "";
    final S3Failure.Document error = new S3Failure.Document();
    private final Map<String, String> fields = new HashMap<>();

    HttpHeaders headers() {
        return headers;
    }

    /** A field, or empty. */
    String get(String name) {
        return fields.getOrDefault(name, "");
    }

    String require(String name) {
        String value = get(name).strip();
        if (value.isEmpty()) {
            throw CloudException.builder(
                            ErrorCode.CORRUPTED, "The provider's answer names no " + name + "; is it an S3 server?")
                    .reason("bad_answer")
                    .outcomeUnknown(true)
                    .build();
        }
        return value;
    }

    @Override
    public void begin(int depth, String name) {
        if (depth == 1) {
            root = name;
        }
    }

    @Override
    public void end(int depth, String name, String text) {
        if (depth == 2) {
            fields.put(name, text);
        }
        error.end(depth, name, text);
    }
}
