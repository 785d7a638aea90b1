/**
 * OpenStack Swift and Backblaze B2 as a {@link dev.welkin.storage.Bucket}: jclouds signs in to them, over Welkin's own
 * HTTP. Nothing of jclouds shows outside of this package.
 */
@NullMarked
package dev.welkin.storage.jclouds;

import org.jspecify.annotations.NullMarked;
