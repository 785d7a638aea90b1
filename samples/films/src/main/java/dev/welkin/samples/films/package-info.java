/** Recommend me some good films: ratings, a recommender, embeddings and a chat route. */
@NullMarked
package dev.welkin.samples.films;

import org.jspecify.annotations.NullMarked;
