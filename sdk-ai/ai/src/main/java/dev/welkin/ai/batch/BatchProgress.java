package dev.welkin.ai.batch;

/**
 * How far a run has come.
 *
 * @param key the input that was finished just now
 * @param listed how many inputs were found so far; the listing goes on while the run works
 * @param done how many have a new result
 * @param kept how many had one already
 * @param failed how many have none
 */
public record BatchProgress(String key, long listed, long done, long kept, long failed) {}
