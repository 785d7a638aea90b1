/** Drivers over drivers. */
@NullMarked
package dev.welkin.storage.internal.decorator;

import org.jspecify.annotations.NullMarked;
