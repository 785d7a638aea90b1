package dev.welkin.ai.chat;

import java.util.List;

/**
 * One message of a chat. Immutable; prints without its text, since prompts are private.
 *
 * @param role who says it
 * @param text what is said; may be empty
 * @param toolCalls for {@link Role#ASSISTANT}: the tools the model asked for; else empty
 * @param callId for {@link Role#TOOL}: the id of the call it answers; else ""
 */
public record ChatMessage(Role role, String text, List<ToolCall> toolCalls, String callId) {
    /** Copies the tool calls. */
    public ChatMessage {
        toolCalls = List.copyOf(toolCalls);
    }

    /**
     * Makes a message that tells the model how to behave.
     *
     * @param text what is said
     * @return the message
     */
    public static ChatMessage system(String text) {
        return new ChatMessage(Role.SYSTEM, text, List.of(), "");
    }

    /**
     * Makes a message of the one who asks.
     *
     * @param text what is said
     * @return the message
     */
    public static ChatMessage user(String text) {
        return new ChatMessage(Role.USER, text, List.of(), "");
    }

    /**
     * Makes a message that the model said earlier.
     *
     * @param text what was said
     * @param toolCalls the tools it asked for
     * @return the message
     */
    public static ChatMessage assistant(String text, ToolCall... toolCalls) {
        return new ChatMessage(Role.ASSISTANT, text, List.of(toolCalls), "");
    }

    /**
     * Makes a tool's answer.
     *
     * @param call what it answers
     * @param result what the tool found
     * @return the message
     */
    public static ChatMessage toolResult(ToolCall call, String result) {
        return new ChatMessage(Role.TOOL, result, List.of(), call.id());
    }

    /** Prints role and length, never the text. */
    @Override
    public String toString() {
        return "ChatMessage[" + role + ", " + text.length() + " characters]";
    }
}
