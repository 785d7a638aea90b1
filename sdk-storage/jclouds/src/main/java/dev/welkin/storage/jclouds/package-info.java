/**
 * OpenStack Swift as a {@link dev.welkin.storage.Bucket}: jclouds signs in to it, over Welkin's own HTTP. Nothing of
 * jclouds shows outside of this package.
 */
@NullMarked
package dev.welkin.storage.jclouds;

import org.jspecify.annotations.NullMarked;
