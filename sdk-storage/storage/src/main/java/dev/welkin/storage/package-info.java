/**
 * Object storage: {@link dev.welkin.storage.Bucket} holds objects by key, {@link dev.welkin.storage.Buckets} makes and
 * removes buckets.
 */
@NullMarked
package dev.welkin.storage;

import org.jspecify.annotations.NullMarked;
