package dev.welkin.storage.gcs;

import dev.welkin.http.HttpBody;
import dev.welkin.spi.Json;
import dev.welkin.storage.spi.ObjectContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/** An object's resource and its bytes as one body: {@code multipart/related} of RFC 2387. Keeps their checksum. */
final class RelatedBody implements HttpBody {
    private static final String LINE = "\r\n";

    private final String boundary;
    private final ObjectContent content;
    private final byte[] head;
    private final byte[] tail;
    private final CRC32C checksum = new CRC32C();

    /** The boundary is random, so that no content holds it. */
    RelatedBody(Json resource, String contentType, ObjectContent content, String boundary) {
        this.boundary = boundary;
        this.content = content;
        this.head = head(resource, contentType);
        this.tail = (LINE + "--" + boundary + "--" + LINE).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String contentType() {
        return "multipart/related; boundary=" + boundary;
    }

    @Override
    public long lengthBytes() {
        return head.length + content.sizeBytes() + tail.length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        checksum.reset();
        out.write(head);
        content.writeTo(new CheckedOutputStream(out, checksum));
        out.write(tail);
    }

    @Override
    public boolean repeatable() {
        return content.repeatable();
    }

    /** Returns the checksum of the bytes that were written last. */
    int checksum() {
        return (int) checksum.getValue();
    }

    private byte[] head(Json resource, String contentType) {
        String open = "--" + boundary + LINE;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes((open + "Content-Type: application/json; charset=UTF-8" + LINE + LINE)
                .getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(resource.bytes());
        out.writeBytes(
                (LINE + open + "Content-Type: " + contentType + LINE + LINE).getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }
}
