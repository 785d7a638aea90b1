/** The films sample, run as a user runs it. */
@NullMarked
package dev.welkin.samples.films;

import org.jspecify.annotations.NullMarked;
