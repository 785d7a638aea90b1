/**
 * Recommendations learnt from ratings: {@link dev.welkin.ai.recommend.Recommender} is the model,
 * {@link dev.welkin.ai.recommend.Taste} what it knows of one user, old or new.
 */
@NullMarked
package dev.welkin.ai.recommend;

import org.jspecify.annotations.NullMarked;
