/** What a spec accepts, and the defaults. */
@NullMarked
package dev.welkin.compute;

import org.jspecify.annotations.NullMarked;
