package dev.welkin.compute;

/**
 * A file that a job left and that is now an object.
 *
 * @param path its path below the job's folder
 * @param bucket the name of the bucket it is in; empty for the records bucket
 * @param key its key
 * @param sizeBytes its size
 */
public record StoredOutput(String path, String bucket, String key, long sizeBytes) {}
