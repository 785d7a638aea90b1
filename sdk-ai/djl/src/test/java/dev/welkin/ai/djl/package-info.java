/** Tests of models on this machine. */
@NullMarked
package dev.welkin.ai.djl;

import org.jspecify.annotations.NullMarked;
