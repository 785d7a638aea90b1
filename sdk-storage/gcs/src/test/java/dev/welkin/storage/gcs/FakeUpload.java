package dev.welkin.storage.gcs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.welkin.testkit.FaultReply;
import java.io.ByteArrayOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One resumable upload of the fake. */
final class FakeUpload {
    private static final Pattern QUESTION = Pattern.compile("bytes \\*/(\\*|\\d+)");
    private static final Pattern CHUNK = Pattern.compile("bytes (\\d+)-(\\d+)/(\\*|\\d+)");

    private final FakeBucket bucket;
    private final ObjectNode resource;
    private final String condition;
    private final ByteArrayOutputStream stored = new ByteArrayOutputStream();
    private @Nullable FakeObject written;

    FakeUpload(FakeBucket bucket, ObjectNode resource, String condition) {
        this.bucket = bucket;
        this.resource = resource;
        this.condition = condition;
    }

    FaultReply put(FakeRequest request) {
        byte[] body = request.seen().body();
        Matcher question = QUESTION.matcher(request.header("Content-Range"));
        Matcher chunk = CHUNK.matcher(request.header("Content-Range"));
        if (question.matches() && body.length == 0) {
            return end(question.group(1));
        }
        if (!chunk.matches()) {
            throw FakeFailure.invalid("Content-Range " + request.header("Content-Range"));
        }
        long from = Long.parseLong(chunk.group(1));
        long last = Long.parseLong(chunk.group(2));
        boolean whole = chunk.group(3).equals(Long.toString(last + 1));
        if (from != stored.size() || last - from + 1 != body.length) {
            throw FakeFailure.invalid("Content-Range does not fit to " + stored.size() + " and " + body.length);
        }
        if (!whole && (!chunk.group(3).equals("*") || body.length % (256 << 10) != 0)) {
            throw FakeFailure.invalid("a chunk of " + body.length + " bytes is no multiple of 256 KiB");
        }
        stored.writeBytes(body);
        return end(chunk.group(3));
    }

    private FaultReply end(String total) {
        if (written == null && total.equals(Integer.toString(stored.size()))) {
            written = bucket.write(resource, stored.toByteArray(), condition);
        }
        if (written != null) {
            return FakeGcs.json(bucket.resource(written));
        }
        FaultReply incomplete = FaultReply.of(308);
        return stored.size() == 0 ? incomplete : incomplete.header("Range", "bytes=0-" + (stored.size() - 1));
    }
}
