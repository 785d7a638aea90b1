package dev.welkin.ai.chat;

/**
 * What a chat stream brings, in the order it comes; {@link Done} is always the last. Events print without the model's
 * text.
 */
public sealed interface ChatEvent permits ChatEvent.Text, ChatEvent.Thinking, ToolCall, Usage, ChatEvent.Done {
    /**
     * A piece of the answer.
     *
     * @param text a piece, not empty, cut anywhere but inside a character
     */
    record Text(String text) implements ChatEvent {
        /** Prints the length, never the text. */
        @Override
        public String toString() {
            return "Text[" + text.length() + " characters]";
        }
    }

    /**
     * A piece of what the model thinks before it answers; not part of the answer.
     *
     * @param text a piece, not empty
     */
    record Thinking(String text) implements ChatEvent {
        /** Prints the length, never the text. */
        @Override
        public String toString() {
            return "Thinking[" + text.length() + " characters]";
        }
    }

    /**
     * The answer is complete.
     *
     * @param finish why it ends here
     * @param model which model answered, in the provider's words, or "" if it did not say
     * @param raw the provider's whole reply where it came as one document, else ""
     */
    record Done(Finish finish, String model, String raw) implements ChatEvent {
        /** Prints finish and model, never the reply. */
        @Override
        public String toString() {
            return "Done[" + finish + ", " + model + "]";
        }
    }
}
