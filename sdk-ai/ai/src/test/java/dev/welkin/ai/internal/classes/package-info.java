/** Tests of scored classes. */
@NullMarked
package dev.welkin.ai.internal.classes;

import org.jspecify.annotations.NullMarked;
