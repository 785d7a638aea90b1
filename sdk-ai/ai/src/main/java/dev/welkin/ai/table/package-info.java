/** Rows of named values, as trained networks take them. */
@NullMarked
package dev.welkin.ai.table;

import org.jspecify.annotations.NullMarked;
