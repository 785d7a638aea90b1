/** Tests of comma-separated values and of rows as numbers. */
@NullMarked
package dev.welkin.ai.internal.table;

import org.jspecify.annotations.NullMarked;
