package dev.welkin.storage;

/**
 * How far a sync has come.
 *
 * @param key the object that was moved or failed just now
 * @param done how many of the files to move are done
 * @param total how many files are to be moved
 * @param doneBytes how many bytes were moved
 */
public record SyncProgress(String key, int done, int total, long doneBytes) {}
