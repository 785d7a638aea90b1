package dev.welkin.ai.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.chat.ChatEvent;
import dev.welkin.ai.chat.ChatReply;
import dev.welkin.ai.chat.Finish;
import dev.welkin.ai.chat.ToolCall;
import dev.welkin.ai.chat.Usage;
import dev.welkin.ai.spi.ChatSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One attempt's answer: reads the source under its timers and keeps what has come. */
final class RunningChat implements AutoCloseable {
    private final String backend;
    private final ChatSource source;
    private final Watch watch;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder thinking = new StringBuilder();
    private final List<ToolCall> toolCalls = new ArrayList<>();
    private Usage usage = Usage.UNKNOWN;
    private boolean begun;
    private ChatEvent.@Nullable Done done;
    private volatile boolean closed;

    RunningChat(String backend, ChatSource source, Function<Runnable, Watch> watch) {
        this.backend = backend;
        this.source = source;
        this.watch = watch.apply(source::close);
    }

    /** Returns the next event, or null after Done. */
    @Nullable ChatEvent next() {
        if (done != null) {
            return null;
        }
        ChatEvent event = read();
        if (!begun) {
            begun = true;
            watch.first();
        }
        keep(event);
        return event;
    }

    /** Reads to the end. */
    ChatReply reply(int attempts) {
        while (next() != null) {
            // kept
        }
        ChatEvent.Done end = done == null ? new ChatEvent.Done(Finish.OTHER, "", "") : done;
        return new ChatReply(
                text.toString(), thinking.toString(), toolCalls, end.finish(), usage, end.model(), attempts, end.raw());
    }

    String text() {
        return text.toString();
    }

    @Override
    public void close() {
        closed = true;
        watch.close();
        source.close();
    }

    private ChatEvent read() {
        if (closed) {
            throw CloudException.of(ErrorCode.CANCELLED, "The answer of '" + backend + "' is closed");
        }
        watch.waiting();
        try {
            ChatEvent event = source.next();
            if (event == null) {
                throw ended();
            }
            return event;
        } catch (CloudException e) {
            throw why(e);
        } catch (InterruptedException e) {
            throw CloudException.interrupted("reading an answer of '" + backend + "'", e);
        } finally {
            watch.arrived();
        }
    }

    private void keep(ChatEvent event) {
        if (event instanceof ChatEvent.Text t) {
            text.append(t.text());
        } else if (event instanceof ChatEvent.Thinking t) {
            thinking.append(t.text());
        } else if (event instanceof ToolCall call) {
            toolCalls.add(call);
        } else if (event instanceof Usage used) {
            usage = used;
        } else if (event instanceof ChatEvent.Done end) {
            done = end;
            watch.close();
        }
    }

    private CloudException ended() {
        return CloudException.builder(
                        ErrorCode.TRUNCATED,
                        "The answer of '" + backend + "' ended without its closing event; what came is incomplete")
                .provider(backend)
                .build();
    }

    /** A source that was closed under its reader may fail in any way; the reason is ours to tell. */
    private CloudException why(CloudException e) {
        String timer = watch.expired();
        if (!timer.isEmpty()) {
            return CloudException.builder(ErrorCode.TIMEOUT, timeout(timer))
                    .reason(timer)
                    .provider(backend)
                    .cause(e)
                    .build();
        }
        return closed && e.code() != ErrorCode.CANCELLED
                ? CloudException.of(ErrorCode.CANCELLED, "The answer of '" + backend + "' was closed while it came", e)
                : e;
    }

    private String timeout(String timer) {
        return switch (timer) {
            case "first_token" -> "'" + backend + "' sent no first event within ChatTimeouts.firstToken";
            case "stalled" -> "The answer of '" + backend + "' stalled: no event within ChatTimeouts.idle";
            default -> "The answer of '" + backend + "' was not complete within ChatTimeouts.total";
        };
    }
}
