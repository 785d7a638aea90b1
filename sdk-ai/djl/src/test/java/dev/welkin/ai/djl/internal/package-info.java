/** Tests of what lies inside. */
@NullMarked
package dev.welkin.ai.djl.internal;

import org.jspecify.annotations.NullMarked;
