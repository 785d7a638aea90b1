package dev.welkin.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link FaultServer} answers, and how it misbehaves while it does. Every method returns a changed copy;
 * immutable.
 *
 * <pre>{@code
 * FaultReply.of(200).body("hello").resetAfter(2);
 * }</pre>
 */
public final class FaultReply {
    enum Ending {
        WHOLE,
        RESET,
        CUT,
        STALL
    }

    final int status;
    final List<Map.Entry<String, String>> headers;
    final Supplier<InputStream> body;
    final long bodyBytes;
    final Duration delay;
    final Duration pace;
    final int pieceBytes;
    final boolean chunked;
    final Map<String, String> trailers;
    final byte @Nullable [] raw;
    final Ending ending;
    final long endAfterBytes;
    final boolean closing;

    private FaultReply(Draft d) {
        status = d.status;
        headers = List.copyOf(d.headers);
        body = d.body;
        bodyBytes = d.bodyBytes;
        delay = d.delay;
        pace = d.pace;
        pieceBytes = d.pieceBytes;
        chunked = d.chunked;
        trailers = Map.copyOf(d.trailers);
        raw = d.raw;
        ending = d.ending;
        endAfterBytes = d.endAfterBytes;
        closing = d.closing;
    }

    /**
     * Answers with a status and an empty body.
     *
     * @param status for example 503
     * @return the reply
     */
    public static FaultReply of(int status) {
        Draft draft = new Draft();
        draft.status = status;
        return new FaultReply(draft);
    }

    /**
     * Answers 200 with a body.
     *
     * @param text the body, sent as UTF-8
     * @return the reply
     */
    public static FaultReply ok(String text) {
        return of(200).body(text);
    }

    /**
     * Reads the request, takes it for done, and resets the connection without an answer: a lost reply.
     *
     * @return the reply
     */
    public static FaultReply lost() {
        return of(200).raw(new byte[0]).resetAfter(0);
    }

    /**
     * Reads the request and never answers; the connection stays open until the server closes.
     *
     * @return the reply
     */
    public static FaultReply silence() {
        return of(200).raw(new byte[0]).stallAfter(0);
    }

    /**
     * Sends bytes that are no HTTP, and closes.
     *
     * @param text what is sent
     * @return the reply
     */
    public static FaultReply garbage(String text) {
        return of(200).raw(text.getBytes(StandardCharsets.ISO_8859_1)).closing();
    }

    /**
     * Adds a header field.
     *
     * @param name its name
     * @param value its value
     * @return a new reply
     */
    public FaultReply header(String name, String value) {
        return with(d -> d.headers.add(Map.entry(name, value)));
    }

    /**
     * Sets the body.
     *
     * @param text sent as UTF-8
     * @return a new reply
     */
    public FaultReply body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sets the body.
     *
     * @param bytes what is sent; not copied
     * @return a new reply
     */
    public FaultReply body(byte[] bytes) {
        return body(bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    /**
     * Sets a body too large for memory.
     *
     * @param lengthBytes its length
     * @param content opens the content once per answer
     * @return a new reply
     */
    public FaultReply body(long lengthBytes, Supplier<InputStream> content) {
        return with(d -> {
            d.body = content;
            d.bodyBytes = lengthBytes;
        });
    }

    /**
     * Compresses the body and says so.
     *
     * @return a new reply
     */
    public FaultReply gzip() {
        return body(packed()).header("Content-Encoding", "gzip");
    }

    /**
     * Sends the body in chunks instead of with a length.
     *
     * @param pieceBytes the length of one chunk
     * @return a new reply
     */
    public FaultReply chunked(int pieceBytes) {
        return with(d -> {
            d.chunked = true;
            d.pieceBytes = pieceBytes;
        });
    }

    /**
     * Adds a header field behind a body in chunks.
     *
     * @param name its name
     * @param value its value
     * @return a new reply
     */
    public FaultReply trailer(String name, String value) {
        return with(d -> {
            d.chunked = true;
            d.trailers.put(name, value);
        });
    }

    /**
     * Waits before the answer begins.
     *
     * @param wait how long
     * @return a new reply
     */
    public FaultReply delay(Duration wait) {
        return with(d -> d.delay = wait);
    }

    /**
     * Sends slowly, head and body, with a wait after each piece.
     *
     * @param pieceBytes the length of one piece
     * @param wait the wait between two
     * @return a new reply
     */
    public FaultReply slow(int pieceBytes, Duration wait) {
        return with(d -> {
            d.pieceBytes = pieceBytes;
            d.pace = wait;
        });
    }

    /**
     * Resets the connection in the middle of the body.
     *
     * @param bytes how much of the body is sent before
     * @return a new reply
     */
    public FaultReply resetAfter(long bytes) {
        return ending(Ending.RESET, bytes);
    }

    /**
     * Closes the connection in the middle of the body.
     *
     * @param bytes how much of the body is sent before
     * @return a new reply
     */
    public FaultReply cutAfter(long bytes) {
        return ending(Ending.CUT, bytes);
    }

    /**
     * Falls silent in the middle of the body; the connection stays open until the server closes.
     *
     * @param bytes how much of the body is sent before
     * @return a new reply
     */
    public FaultReply stallAfter(long bytes) {
        return ending(Ending.STALL, bytes);
    }

    /**
     * Closes the connection after a whole answer, without having announced it: a pooled connection goes stale.
     *
     * @return a new reply
     */
    public FaultReply closing() {
        return with(d -> d.closing = true);
    }

    private byte[] packed() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (InputStream in = body.get();
                GZIPOutputStream out = new GZIPOutputStream(packed)) {
            in.transferTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return packed.toByteArray();
    }

    private FaultReply raw(byte[] bytes) {
        return with(d -> d.raw = bytes);
    }

    private FaultReply ending(Ending how, long bytes) {
        return with(d -> {
            d.ending = how;
            d.endAfterBytes = bytes;
        });
    }

    private FaultReply with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new FaultReply(draft);
    }

    /** The fields of a reply in the making. */
    private static final class Draft {
        private int status = 200;
        private final List<Map.Entry<String, String>> headers = new ArrayList<>();
        private Supplier<InputStream> body = InputStream::nullInputStream;
        private long bodyBytes;
        private Duration delay = Duration.ZERO;
        private Duration pace = Duration.ZERO;
        private int pieceBytes = 64 * 1024;
        private boolean chunked;
        private final Map<String, String> trailers = new TreeMap<>();
        private byte @Nullable [] raw;
        private Ending ending = Ending.WHOLE;
        private long endAfterBytes;
        private boolean closing;

        private Draft() {}

        private Draft(FaultReply r) {
            status = r.status;
            headers.addAll(r.headers);
            body = r.body;
            bodyBytes = r.bodyBytes;
            delay = r.delay;
            pace = r.pace;
            pieceBytes = r.pieceBytes;
            chunked = r.chunked;
            trailers.putAll(r.trailers);
            raw = r.raw;
            ending = r.ending;
            endAfterBytes = r.endAfterBytes;
            closing = r.closing;
        }
    }
}
