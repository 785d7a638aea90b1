/** Tests of embeddings and their index. */
@NullMarked
package dev.welkin.ai.embed;

import org.jspecify.annotations.NullMarked;
