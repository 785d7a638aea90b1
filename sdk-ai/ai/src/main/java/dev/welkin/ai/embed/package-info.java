/**
 * Texts as vectors, and finding the nearest: {@link dev.welkin.ai.embed.TextEmbedder} makes vectors without any
 * network, {@link dev.welkin.ai.embed.VectorIndex} finds neighbours among vectors from anywhere.
 */
@NullMarked
package dev.welkin.ai.embed;

import org.jspecify.annotations.NullMarked;
