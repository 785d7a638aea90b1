/** Implementation of the core; nothing here is API. */
@NullMarked
package dev.welkin.internal;

import org.jspecify.annotations.NullMarked;
