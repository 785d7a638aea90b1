package dev.welkin.ai.chat;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a chat asks: messages and options, each option with a default. Immutable: every method that sets something
 * returns a new request. Prints without its messages, since prompts are private.
 *
 * <pre>{@code
 * ChatRequest.user("Tell me a story").system("You are terse").maxTokens(500)
 * }</pre>
 */
public final class ChatRequest {
    private static final Set<String> NOT_FOR_HEADERS =
            Set.of("authorization", "proxy-authorization", "cookie", "api-key", "x-api-key", "host", "content-length");

    private final List<ChatMessage> messages;
    private final @Nullable Integer maxTokens;
    private final @Nullable Double temperature;
    private final List<String> stop;
    private final List<ToolSpec> tools;
    private final Map<String, String> extras;
    private final Map<String, String> headers;
    private final Set<String> required;
    private final ChatTimeouts timeouts;

    private ChatRequest(Draft draft) {
        this.messages = List.copyOf(draft.messages);
        this.maxTokens = draft.maxTokens;
        this.temperature = draft.temperature;
        this.stop = List.copyOf(draft.stop);
        this.tools = List.copyOf(draft.tools);
        this.extras = draft.extras;
        this.headers = draft.headers;
        this.required = draft.required;
        this.timeouts = draft.timeouts;
    }

    /**
     * Asks one thing.
     *
     * @param text what is asked
     * @return the request
     */
    public static ChatRequest user(String text) {
        return of(ChatMessage.user(text));
    }

    /**
     * Continues a conversation.
     *
     * @param messages what was said up to now, in order; at least one
     * @return the request
     * @throws CloudException INVALID_ARGUMENT if there is no message
     */
    public static ChatRequest of(ChatMessage... messages) {
        return of(List.of(messages));
    }

    /**
     * Continues a conversation.
     *
     * @param messages what was said up to now, in order; at least one
     * @return the request
     * @throws CloudException INVALID_ARGUMENT if there is no message
     */
    public static ChatRequest of(List<ChatMessage> messages) {
        if (messages.isEmpty()) {
            throw invalid("A chat needs at least one message");
        }
        Draft draft = new Draft();
        draft.messages.addAll(messages);
        return new ChatRequest(draft);
    }

    /**
     * Tells the model how to behave, before everything else.
     *
     * @param text what it is told
     * @return a new request, with the message in front
     */
    public ChatRequest system(String text) {
        Draft draft = draft();
        draft.messages.add(0, ChatMessage.system(text));
        return new ChatRequest(draft);
    }

    /**
     * Adds messages at the end.
     *
     * @param more what is said next, in order
     * @return a new request
     */
    public ChatRequest add(ChatMessage... more) {
        Draft draft = draft();
        draft.messages.addAll(List.of(more));
        return new ChatRequest(draft);
    }

    /**
     * Limits the answer.
     *
     * @param tokens the most tokens the answer may have, thinking included; at least 1; by default the model's own
     *     limit
     * @return a new request
     * @throws CloudException INVALID_ARGUMENT if it is less than 1
     */
    public ChatRequest maxTokens(int tokens) {
        if (tokens < 1) {
            throw invalid("maxTokens must be at least 1, not " + tokens);
        }
        Draft draft = draft();
        draft.maxTokens = tokens;
        return new ChatRequest(draft);
    }

    /**
     * Sets how freely the model chooses its words.
     *
     * @param value from 0 (always the likeliest) to 2; by default the model's own
     * @return a new request
     * @throws CloudException INVALID_ARGUMENT if it is outside 0 to 2
     */
    public ChatRequest temperature(double value) {
        if (!(value >= 0 && value <= 2)) {
            throw invalid("temperature must be from 0 to 2, not " + value);
        }
        Draft draft = draft();
        draft.temperature = value;
        return new ChatRequest(draft);
    }

    /**
     * Ends the answer before certain texts.
     *
     * @param texts 1 to 4 texts, none empty; by default none
     * @return a new request
     * @throws CloudException INVALID_ARGUMENT if there are more than 4 or one is empty
     */
    public ChatRequest stop(String... texts) {
        if (texts.length > 4 || List.of(texts).contains("")) {
            throw invalid("stop takes at most 4 texts, none of them empty");
        }
        Draft draft = draft();
        draft.stop = List.of(texts);
        return new ChatRequest(draft);
    }

    /**
     * Offers tools to the model.
     *
     * @param specs the tools; by default none
     * @return a new request
     */
    public ChatRequest tools(ToolSpec... specs) {
        Draft draft = draft();
        draft.tools = List.of(specs);
        return new ChatRequest(draft);
    }

    /**
     * Sends a field that only the provider knows.
     *
     * @param name the field's name, for example {@code reasoning_effort}
     * @param json its value as JSON, for example {@code "\"low\""}
     * @return a new request
     * @throws CloudException INVALID_ARGUMENT if the value is not JSON
     */
    public ChatRequest extra(String name, String json) {
        Draft draft = draft();
        draft.extras.put(name, JsonText.any("extra '" + name + "'", json));
        return new ChatRequest(draft);
    }

    /**
     * Sends a header that only the provider knows.
     *
     * @param name the header's name; not one that carries credentials, which belong to the configuration
     * @param value its value, on one line
     * @return a new request
     * @throws CloudException INVALID_ARGUMENT if name or value cannot be sent, or the header carries credentials
     */
    public ChatRequest header(String name, String value) {
        if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}") || value.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw invalid("A header needs a plain name and a value of printable ASCII on one line");
        }
        if (NOT_FOR_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
            throw invalid(
                    "The header '" + name + "' is not the request's to set; credentials stand in the configuration");
        }
        Draft draft = draft();
        draft.headers.put(name, value);
        return new ChatRequest(draft);
    }

    /**
     * Keeps the request to targets that carry a tag, for example within a jurisdiction. Repeat it to require several.
     *
     * @param tag the tag, one of those that the configuration gives its targets
     * @return a new request
     */
    public ChatRequest require(String tag) {
        Draft draft = draft();
        draft.required.add(tag);
        return new ChatRequest(draft);
    }

    /**
     * Sets the timers.
     *
     * @param value the times; by default {@link ChatTimeouts#DEFAULT}
     * @return a new request
     */
    public ChatRequest timeouts(ChatTimeouts value) {
        Draft draft = draft();
        draft.timeouts = value;
        return new ChatRequest(draft);
    }

    /**
     * Returns what was said up to now.
     *
     * @return the messages in order; unmodifiable, never empty
     */
    public List<ChatMessage> messages() {
        return messages;
    }

    /**
     * Returns the limit of the answer.
     *
     * @return the most tokens, or empty for the model's own limit
     */
    public OptionalInt maxTokens() {
        return maxTokens == null ? OptionalInt.empty() : OptionalInt.of(maxTokens);
    }

    /**
     * Returns how freely the model chooses.
     *
     * @return 0 to 2, or empty for the model's own
     */
    public OptionalDouble temperature() {
        return temperature == null ? OptionalDouble.empty() : OptionalDouble.of(temperature);
    }

    /**
     * Returns the texts that end the answer.
     *
     * @return the texts; unmodifiable
     */
    public List<String> stop() {
        return stop;
    }

    /**
     * Returns the tools that are offered.
     *
     * @return the tools; unmodifiable
     */
    public List<ToolSpec> tools() {
        return tools;
    }

    /**
     * Returns the fields that only the provider knows.
     *
     * @return JSON by field name; unmodifiable
     */
    public Map<String, String> extras() {
        return Collections.unmodifiableMap(extras);
    }

    /**
     * Returns the headers that only the provider knows.
     *
     * @return values by name; unmodifiable
     */
    public Map<String, String> headers() {
        return Collections.unmodifiableMap(headers);
    }

    /**
     * Returns the tags a target must carry.
     *
     * @return the tags; unmodifiable
     */
    public Set<String> required() {
        return Collections.unmodifiableSet(required);
    }

    /**
     * Returns the timers.
     *
     * @return the times
     */
    public ChatTimeouts timeouts() {
        return timeouts;
    }

    /** Prints counts, never what is said. */
    @Override
    public String toString() {
        int characters = messages.stream().mapToInt(m -> m.text().length()).sum();
        return "ChatRequest[" + messages.size() + " messages, " + characters + " characters, " + tools.size()
                + " tools]";
    }

    private Draft draft() {
        Draft draft = new Draft();
        draft.messages.addAll(messages);
        draft.maxTokens = maxTokens;
        draft.temperature = temperature;
        draft.stop = stop;
        draft.tools = tools;
        draft.extras.putAll(extras);
        draft.headers.putAll(headers);
        draft.required.addAll(required);
        draft.timeouts = timeouts;
        return draft;
    }

    private static CloudException invalid(String message) {
        return CloudException.of(ErrorCode.INVALID_ARGUMENT, message);
    }

    /** A request being changed. */
    private static final class Draft {
        final List<ChatMessage> messages = new ArrayList<>();

        @Nullable Integer maxTokens;

        @Nullable Double temperature;

        List<String> stop = List.of();
        List<ToolSpec> tools = List.of();
        final Map<String, String> extras = new LinkedHashMap<>();
        final Map<String, String> headers = new LinkedHashMap<>();
        final Set<String> required = new LinkedHashSet<>();
        ChatTimeouts timeouts = ChatTimeouts.DEFAULT;
    }
}
