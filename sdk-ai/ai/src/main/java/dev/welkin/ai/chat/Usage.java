package dev.welkin.ai.chat;

/**
 * What a chat used, in the provider's own tokens; -1 where the provider did not say. Immutable.
 *
 * @param inputTokens tokens of the prompt
 * @param outputTokens tokens of the answer, thinking included
 * @param cachedTokens how many of the prompt's tokens came from the provider's cache
 * @param thinkingTokens how many of the answer's tokens were thinking
 */
public record Usage(long inputTokens, long outputTokens, long cachedTokens, long thinkingTokens) implements ChatEvent {
    /** The provider did not say. */
    public static final Usage UNKNOWN = new Usage(-1, -1, -1, -1);

    /**
     * Makes a usage of what every provider counts.
     *
     * @param inputTokens tokens of the prompt
     * @param outputTokens tokens of the answer
     * @return the usage, the rest unknown
     */
    public static Usage of(long inputTokens, long outputTokens) {
        return new Usage(inputTokens, outputTokens, -1, -1);
    }

    /**
     * Tells whether the provider counted.
     *
     * @return false if neither input nor output is known
     */
    public boolean known() {
        return inputTokens >= 0 || outputTokens >= 0;
    }
}
