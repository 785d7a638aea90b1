package dev.welkin.storage;

/**
 * What lies under a prefix.
 *
 * @param objects how many objects
 * @param sizeBytes their lengths together
 */
public record Usage(long objects, long sizeBytes) {}
