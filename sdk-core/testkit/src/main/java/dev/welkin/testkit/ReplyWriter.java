package dev.welkin.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Writes one reply with its misbehaviour. */
final class ReplyWriter {
    private final OutputStream out;
    private final FaultReply reply;

    ReplyWriter(OutputStream out, FaultReply reply) {
        this.out = out;
        this.reply = reply;
    }

    /** Writes the reply as far as it goes. */
    void write(boolean bodyAllowed) throws IOException, InterruptedException {
        pause(reply.delay);
        if (reply.raw != null) {
            slowly(reply.raw, reply.raw.length);
        } else {
            head();
            if (bodyAllowed) {
                body();
            }
        }
        out.flush();
    }

    private void head() throws IOException, InterruptedException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + reply.status + " Scripted\r\n");
        for (Map.Entry<String, String> header : reply.headers) {
            head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
        }
        if (reply.chunked) {
            head.append("Transfer-Encoding: chunked\r\n");
        } else if (reply.status != 204 && reply.status != 304) {
            head.append("Content-Length: ").append(reply.bodyBytes).append("\r\n");
        }
        byte[] bytes = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
        slowly(bytes, bytes.length);
        out.flush();
    }

    private void body() throws IOException, InterruptedException {
        boolean whole = reply.ending == FaultReply.Ending.WHOLE;
        long left = whole ? Long.MAX_VALUE : reply.endAfterBytes;
        byte[] piece = new byte[reply.pieceBytes];
        try (InputStream in = reply.body.get()) {
            for (int n = in.read(piece); n > 0 && left > 0; n = in.read(piece)) {
                int length = (int) Math.min(n, left);
                piece(piece, length);
                left -= length;
            }
        }
        if (whole && reply.chunked) {
            end();
        }
    }

    private void piece(byte[] bytes, int length) throws IOException, InterruptedException {
        if (reply.chunked) {
            out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(bytes, 0, length);
            out.write('\r');
            out.write('\n');
        } else {
            out.write(bytes, 0, length);
        }
        rest();
    }

    private void end() throws IOException {
        StringBuilder end = new StringBuilder("0\r\n");
        reply.trailers.forEach(
                (name, value) -> end.append(name).append(": ").append(value).append("\r\n"));
        out.write(end.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    private void slowly(byte[] bytes, int length) throws IOException, InterruptedException {
        for (int at = 0; at < length; at += reply.pieceBytes) {
            out.write(bytes, at, Math.min(reply.pieceBytes, length - at));
            rest();
        }
    }

    private void rest() throws IOException, InterruptedException {
        if (!reply.pace.isZero()) {
            out.flush();
            pause(reply.pace);
        }
    }

    private static void pause(Duration wait) throws InterruptedException {
        Thread.sleep(wait.toMillis());
    }
}
