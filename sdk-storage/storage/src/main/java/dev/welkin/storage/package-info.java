/** Object storage: {@code Bucket} and what it holds. */
@NullMarked
package dev.welkin.storage;

import org.jspecify.annotations.NullMarked;
