/** Compute: jobs on this machine and elsewhere. */
@NullMarked
package dev.welkin.compute;

import org.jspecify.annotations.NullMarked;
