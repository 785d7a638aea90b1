package dev.welkin.ai.fake;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.chat.ChatRequest;
import dev.welkin.config.Target;
import dev.welkin.spi.CloudContext;
import dev.welkin.spi.Stage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * The script of a {@code fake:} route. A request gets the answer of the first matching rule, else the next one of the
 * queue, else the usual one; without any of them it is refused. Safe for use by several threads.
 *
 * <pre>{@code
 * try (Cloud cloud = Cloud.inMemory()) {
 *     FakeAi.of(cloud).enqueue(FakeAnswer.rateLimited(Duration.ofSeconds(2)), FakeAnswer.text("hel", "lo"));
 *     assertThat(Ai.open(cloud).chat("hi").attempts()).isEqualTo(2);
 * }
 * }</pre>
 */
public final class FakeAi implements AutoCloseable {
    static final String SCHEME = "fake";

    private final List<Rule> rules = new ArrayList<>();
    private final Deque<FakeAnswer> queue = new ArrayDeque<>();
    private final List<FakeAnswer> usual = new ArrayList<>();
    private final List<ChatRequest> requests = new ArrayList<>();

    private FakeAi() {}

    /**
     * Returns the script of the route {@code default}.
     *
     * @param cloud whose route is scripted, for example {@link Cloud#inMemory()}
     * @return the script
     * @throws CloudException INVALID_ARGUMENT if the route has no {@code fake:} target
     */
    public static FakeAi of(Cloud cloud) {
        return of(cloud, "default");
    }

    /**
     * Returns the script of a route.
     *
     * @param cloud whose route is scripted
     * @param route the route's name
     * @return the script of its first {@code fake:} target
     * @throws CloudException INVALID_ARGUMENT if the route has no {@code fake:} target
     */
    public static FakeAi of(Cloud cloud, String route) {
        Target target = cloud.context().targets("ai", route).stream()
                .filter(t -> t.scheme().equals(SCHEME))
                .findFirst()
                .orElseThrow(() -> CloudException.of(
                        ErrorCode.INVALID_ARGUMENT,
                        "The route '" + route + "' has no target 'fake:'; set ai." + route + " to \"fake:\""));
        return at(target.location(), cloud.context());
    }

    static FakeAi at(String location, CloudContext context) {
        return context.shared(Stage.PREDICTORS, "ai:fake:" + location, FakeAi::new);
    }

    /**
     * Appends to the queue.
     *
     * @param answers the answers of the next requests, in order; each is given once
     * @return this script
     */
    public synchronized FakeAi enqueue(FakeAnswer... answers) {
        queue.addAll(List.of(answers));
        return this;
    }

    /**
     * Appends texts to the queue.
     *
     * @param text the next request's answer
     * @return this script
     */
    public FakeAi reply(String text) {
        return enqueue(FakeAnswer.text(text));
    }

    /**
     * Answers certain requests, every time.
     *
     * @param matching which requests
     * @param answer their answer
     * @return this script
     */
    public synchronized FakeAi when(Predicate<ChatRequest> matching, FakeAnswer answer) {
        rules.add(new Rule(matching, answer));
        return this;
    }

    /**
     * Answers every request that nothing else answers.
     *
     * @param answer the answer, instead of any named before
     * @return this script
     */
    public synchronized FakeAi otherwise(FakeAnswer answer) {
        usual.clear();
        usual.add(answer);
        return this;
    }

    /**
     * Returns what was asked.
     *
     * @return one request per attempt, in order
     */
    public synchronized List<ChatRequest> requests() {
        return List.copyOf(requests);
    }

    /** Forgets the script and the requests. */
    @Override
    public synchronized void close() {
        rules.clear();
        queue.clear();
        usual.clear();
        requests.clear();
    }

    synchronized FakeAnswer answer(ChatRequest request) {
        requests.add(request);
        for (Rule rule : rules) {
            if (rule.matching.test(request)) {
                return rule.answer;
            }
        }
        FakeAnswer next = queue.poll();
        return next != null ? next : usual.stream().findFirst().orElseGet(FakeAi::unscripted);
    }

    private static FakeAnswer unscripted() {
        return FakeAnswer.failure(CloudException.builder(
                        ErrorCode.INVALID_ARGUMENT,
                        "The fake route has no answer for this request: script one with FakeAi.of(cloud).reply(..)")
                .provider(SCHEME)
                .reason("unscripted")
                .build());
    }

    private record Rule(Predicate<ChatRequest> matching, FakeAnswer answer) {}
}
