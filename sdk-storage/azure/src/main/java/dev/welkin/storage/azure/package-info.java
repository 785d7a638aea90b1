/** Azure Blob Storage: containers are buckets, block blobs are objects. */
@NullMarked
package dev.welkin.storage.azure;

import org.jspecify.annotations.NullMarked;
