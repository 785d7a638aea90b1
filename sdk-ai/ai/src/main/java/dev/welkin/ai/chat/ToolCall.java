package dev.welkin.ai.chat;

/**
 * A tool the model asks for; as an event it comes whole, never in pieces, and never from a stream that was cut.
 * Immutable; prints without its arguments.
 *
 * @param id the provider's id of this call, or ""
 * @param name the tool's name
 * @param arguments a JSON object, as the model wrote it; {@code {}} where it wrote nothing
 */
public record ToolCall(String id, String name, String arguments) implements ChatEvent {
    /** Prints id and name, never the arguments. */
    @Override
    public String toString() {
        return "ToolCall[" + id + ", " + name + ", " + arguments.length() + " characters]";
    }
}
