/** Benchmarks: whole processes that print their figures. */
@NullMarked
package dev.welkin.benchmarks;

import org.jspecify.annotations.NullMarked;
