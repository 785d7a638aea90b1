package dev.welkin.ai.internal;

import dev.welkin.Capabilities;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.chat.ChatEvent;
import dev.welkin.ai.chat.ChatReply;
import dev.welkin.ai.chat.ChatRequest;
import dev.welkin.ai.chat.ChatStream;
import dev.welkin.ai.spi.ChatSource;
import dev.welkin.call.Call;
import dev.welkin.spi.CloudContext;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A route: its targets in order, and what runs on them. One per name and Cloud. */
public final class ChatRoute implements AutoCloseable {
    private final String name;
    private final CloudContext context;
    private final List<ChatTarget> targets;
    private final Set<RouteStream> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Opens the drivers of the route's targets; nothing connects yet. */
    public ChatRoute(CloudContext context, String name) {
        this.name = name;
        this.context = context;
        this.targets = context.targets("ai", name).stream()
                .map(target -> ChatTarget.open(target, context))
                .toList();
    }

    /** Returns the capabilities of the target that is tried first. */
    public Capabilities capabilities() {
        return targets.get(0).driver().capabilities();
    }

    /** Asks and waits for the whole answer. */
    public ChatReply chat(ChatRequest request) {
        return tryEach(request, false, Exchange::reply);
    }

    /** Asks and waits for the first event. */
    public ChatStream stream(ChatRequest request) {
        RouteStream stream = tryEach(request, true, this::begun);
        running.add(stream);
        return stream;
    }

    /** Cancels what still runs. */
    @Override
    public void close() {
        closed = true;
        running.forEach(RouteStream::close);
        targets.forEach(target -> target.driver().close());
    }

    private RouteStream begun(RunningChat chat, int attempts) {
        ChatEvent first = chat.next();
        if (first == null) {
            throw CloudException.of(ErrorCode.INTERNAL, "An answer cannot end before its first event");
        }
        return new RouteStream(chat, first, attempts, running::remove);
    }

    private <T> T tryEach(ChatRequest request, boolean streamed, Exchange<T> exchange) {
        Deadline deadline = new Deadline(context.clock(), request.timeouts().total());
        AtomicInteger attempts = new AtomicInteger();
        Failures failures = new Failures();
        for (ChatTarget target : allowed(request)) {
            if (failures.go(target, deadline)) {
                try {
                    target.check(request, streamed);
                    return ask(target, request, streamed, deadline, attempts, exchange);
                } catch (CloudException e) {
                    failures.add(target, e);
                }
            }
        }
        throw failures.first(attempts.get());
    }

    private <T> T ask(
            ChatTarget target,
            ChatRequest request,
            boolean streamed,
            Deadline deadline,
            AtomicInteger attempts,
            Exchange<T> exchange) {
        Call call = Call.repeatable("ai", target.backend(), streamed ? "stream" : "chat", name)
                .withTimeout(deadline.left());
        return target.pipeline().call(call, attempt -> {
            int number = attempts.incrementAndGet();
            RunningChat chat = begin(target, request, streamed, deadline);
            return exchange.run(chat, number);
        });
    }

    private RunningChat begin(ChatTarget target, ChatRequest request, boolean streamed, Deadline deadline)
            throws InterruptedException {
        Duration left = deadline.left();
        Duration firstToken = request.timeouts().firstToken();
        Deadline first = new Deadline(context.clock(), firstToken.compareTo(left) < 0 ? firstToken : left);
        ChatSource source = target.driver().open(request, streamed, streamed ? first.left() : left);
        @Nullable Duration firstLeft = streamed ? first.left() : null;
        return new RunningChat(
                target.backend(),
                source,
                cancel -> new Watch(context.clock(), request.timeouts(), firstLeft, deadline.left(), cancel));
    }

    private List<ChatTarget> allowed(ChatRequest request) {
        if (closed) {
            throw CloudException.of(ErrorCode.CLOSED, "The route '" + name + "' is closed with its Cloud");
        }
        List<ChatTarget> allowed = targets.stream()
                .filter(target -> target.tags().containsAll(request.required()))
                .toList();
        if (allowed.isEmpty()) {
            throw CloudException.builder(
                            ErrorCode.INVALID_ARGUMENT,
                            "No target of the route '" + name + "' carries the tags " + request.required()
                                    + " that the request requires; targets: " + shown())
                    .reason("no_target_tagged")
                    .build();
        }
        return allowed;
    }

    private List<String> shown() {
        return targets.stream().map(t -> t.backend() + " " + t.tags()).toList();
    }
}
