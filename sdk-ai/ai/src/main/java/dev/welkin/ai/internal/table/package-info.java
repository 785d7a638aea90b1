/** Comma-separated values, and how rows become numbers. */
@NullMarked
package dev.welkin.ai.internal.table;

import org.jspecify.annotations.NullMarked;
