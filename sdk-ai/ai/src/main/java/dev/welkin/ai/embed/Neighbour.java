package dev.welkin.ai.embed;

/**
 * What an index found.
 *
 * @param id the vector's id
 * @param similarity the cosine with what was searched for, -1 to 1
 */
public record Neighbour(String id, double similarity) {}
