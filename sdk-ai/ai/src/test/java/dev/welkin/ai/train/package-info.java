/** Tests of training without an engine. */
@NullMarked
package dev.welkin.ai.train;

import org.jspecify.annotations.NullMarked;
