/** The model registry: versions, aliases, manifests and checked files on a bucket. */
@NullMarked
package dev.welkin.ai.models;

import org.jspecify.annotations.NullMarked;
