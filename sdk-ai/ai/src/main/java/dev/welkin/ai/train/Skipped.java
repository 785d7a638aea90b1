package dev.welkin.ai.train;

/**
 * An example that could not be used.
 *
 * @param name its key or file
 * @param why what was wrong with it
 */
public record Skipped(String name, String why) {}
