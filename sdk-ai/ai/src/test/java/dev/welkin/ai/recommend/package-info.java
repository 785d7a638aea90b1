/** Tests of the recommender. */
@NullMarked
package dev.welkin.ai.recommend;

import org.jspecify.annotations.NullMarked;
