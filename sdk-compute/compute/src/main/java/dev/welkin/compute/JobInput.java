package dev.welkin.compute;

/**
 * What is copied from a bucket into a job's folder before it starts.
 *
 * @param from one object, or a prefix
 * @param path where it goes in the job's folder: a file for an object, a folder for a prefix
 */
public record JobInput(BucketPath from, String path) {}
