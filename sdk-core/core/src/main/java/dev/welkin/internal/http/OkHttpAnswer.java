package dev.welkin.internal.http;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.http.HttpHeaders;
import dev.welkin.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.Response;

/** An answer of OkHttp. */
final class OkHttpAnswer implements HttpResponse {
    private static final long WORTH_DRAINING = 64 * 1024;

    private final Call call;
    private final Response response;
    private final String asked;
    private final long maxBodyBytes;
    private final boolean inflates;
    private final AnswerStream stream;
    private volatile boolean closed;

    OkHttpAnswer(Call call, Response response, String asked, boolean inflate, long maxBodyBytes) {
        this.call = call;
        this.response = response;
        this.asked = asked;
        this.maxBodyBytes = maxBodyBytes;
        this.inflates = inflate
                && "gzip".equalsIgnoreCase(response.header("Content-Encoding"))
                && response.body().contentLength() != 0
                && !response.request().method().equals("HEAD");
        this.stream = new AnswerStream(this, response.body().byteStream(), inflates, maxBodyBytes);
    }

    @Override
    public int status() {
        return response.code();
    }

    @Override
    public HttpHeaders headers() {
        return headers(response.headers());
    }

    @Override
    public InputStream body() {
        return stream;
    }

    @Override
    public byte[] bytes() {
        return bytes(maxBodyBytes);
    }

    @Override
    public byte[] bytes(long maxBytes) {
        long length = inflates ? -1 : response.body().contentLength();
        if (length > maxBytes) {
            close();
            throw tooLarge(maxBytes);
        }
        try {
            byte[] bytes = stream.readNBytes((int) Math.min(maxBytes + 1, Integer.MAX_VALUE - 8));
            if (bytes.length > maxBytes) {
                throw tooLarge(maxBytes);
            }
            return bytes;
        } catch (IOException e) {
            throw Failures.reading(asked, e); // declared by InputStream; ours throws CloudExceptions
        } finally {
            close();
        }
    }

    @Override
    public HttpHeaders trailers() {
        try {
            Headers trailers = response.peekTrailers();
            return trailers == null ? HttpHeaders.empty() : headers(trailers);
        } catch (IOException e) {
            return HttpHeaders.empty();
        }
    }

    @Override
    public void close() {
        closed = true;
        if (!nearlyRead()) {
            call.cancel();
        }
        if (!stream.release(this::closeResponse)) {
            call.cancel(); // another thread reads: it wakes up and closes
        }
    }

    String asked() {
        return asked;
    }

    boolean isClosed() {
        return closed;
    }

    /** Gives up a connection whose body broke. */
    void cut() {
        call.cancel();
        closeResponse();
    }

    CloudException tooLarge(long limit) {
        return CloudException.builder(
                        ErrorCode.INVALID_ARGUMENT,
                        asked + ": the answer's body is longer than the " + limit
                                + " bytes allowed; read it as a stream, or raise maxBodyBytes")
                .reason("body_too_large")
                .build();
    }

    private boolean nearlyRead() {
        long length = response.body().contentLength();
        long left = inflates ? length : length - stream.count();
        return length >= 0 && left <= WORTH_DRAINING;
    }

    void closeResponse() {
        try {
            response.close();
        } catch (RuntimeException e) {
            // what the caller wanted of it is over either way
        }
    }

    private static HttpHeaders headers(Headers headers) {
        List<Map.Entry<String, String>> fields = new ArrayList<>(headers.size());
        for (int i = 0; i < headers.size(); i++) {
            fields.add(Map.entry(headers.name(i), headers.value(i)));
        }
        return HttpHeaders.received(fields);
    }
}
