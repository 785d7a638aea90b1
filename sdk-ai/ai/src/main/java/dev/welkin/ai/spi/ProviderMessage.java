package dev.welkin.ai.spi;

import dev.welkin.Secret;
import dev.welkin.ai.chat.ChatMessage;
import dev.welkin.ai.chat.ChatRequest;
import dev.welkin.spi.Shown;
import org.jspecify.annotations.Nullable;

/** Makes what a provider says fit to stand in an error: on one line, short, and without what must not be repeated. */
public final class ProviderMessage {
    private static final int MOST = 300;
    private static final int ECHO = 12;

    private ProviderMessage() {}

    /**
     * Escapes and cuts a provider's message, and masks credentials and parts of the prompt that it repeats.
     *
     * @param message what the provider said, or null
     * @param request whose texts must not appear
     * @param key the credential that must not appear, or null for none
     * @return one line of at most about 300 characters
     */
    public static String shown(@Nullable String message, ChatRequest request, @Nullable Secret key) {
        if (message == null || message.isBlank()) {
            return "(no message)";
        }
        String masked = key == null ? message : message.replace(key.reveal(), "***");
        for (ChatMessage said : request.messages()) {
            masked = withoutEcho(masked, said.text().strip());
        }
        return Shown.of(masked, MOST);
    }

    /** Masks every run of at least 12 characters (or the whole, if it is shorter) that stands in the prompt as well. */
    private static String withoutEcho(String message, String prompt) {
        int least = Math.min(ECHO, prompt.length());
        if (least < 4) {
            return message; // a word like "no" says nothing about the prompt
        }
        StringBuilder kept = new StringBuilder();
        int at = 0;
        while (at < message.length()) {
            int run = echo(message, at, prompt, least);
            kept.append(run == 0 ? message.substring(at, at + 1) : "***");
            at += Math.max(1, run);
        }
        return kept.toString();
    }

    private static int echo(String message, int at, String prompt, int least) {
        int end = at + least;
        if (end > message.length() || !prompt.contains(message.substring(at, end))) {
            return 0;
        }
        while (end < message.length() && prompt.contains(message.substring(at, end + 1))) {
            end++;
        }
        return end - at;
    }
}
