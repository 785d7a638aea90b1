package dev.welkin.storage;

/**
 * A part that was stored, of a write in parts.
 *
 * @param number from 1 on
 * @param sizeBytes its length
 * @param token the backend's own name for what was stored
 */
public record UploadedPart(int number, long sizeBytes, String token) {}
