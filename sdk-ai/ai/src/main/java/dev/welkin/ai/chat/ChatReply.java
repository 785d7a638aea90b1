package dev.welkin.ai.chat;

import java.util.List;

/**
 * A complete answer. Immutable; prints without its text, since answers repeat what was asked.
 *
 * @param text the answer; empty if the model only asks for tools
 * @param thinking what the model thought before it answered, or ""
 * @param toolCalls the tools the model asks for, in order
 * @param finish why it ends here
 * @param usage what it used
 * @param model which model answered, in the provider's words
 * @param attempts how many requests it took, over all targets; at least 1
 * @param raw the provider's own reply where it came as one document (JSON for HTTP providers), else ""
 */
public record ChatReply(
        String text,
        String thinking,
        List<ToolCall> toolCalls,
        Finish finish,
        Usage usage,
        String model,
        int attempts,
        String raw) {
    /** Copies the tool calls. */
    public ChatReply {
        toolCalls = List.copyOf(toolCalls);
    }

    /** Prints everything but texts. */
    @Override
    public String toString() {
        return "ChatReply[" + model + ", " + finish + ", " + text.length() + " characters, " + toolCalls.size()
                + " tool calls, attempts=" + attempts + "]";
    }
}
