package dev.welkin.compute;

import org.jspecify.annotations.Nullable;

/**
 * Which files of a job's folder are copied to a bucket when its program has ended, also after a failure.
 *
 * @param glob which files, for example {@code model/**}, matched against the path below the folder
 * @param to the prefix they go to; null for {@code jobs/<id>/<attempt>/outputs/} in the records bucket
 */
public record JobOutput(String glob, @Nullable BucketPath to) {}
