package dev.welkin.ai.train;

/**
 * How well one class is told from the others.
 *
 * @param label the class
 * @param examples how many of it there were
 * @param precision of what was called so, the share that is so; 0 if nothing was
 * @param recall of what is so, the share that was called so; 0 if there is none
 * @param f1 the harmonic mean of both; 0 if both are
 */
public record ClassScore(String label, int examples, double precision, double recall, double f1) {}
