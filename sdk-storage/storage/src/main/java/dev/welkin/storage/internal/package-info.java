/** Parts of the portable type; nothing here is API. */
@NullMarked
package dev.welkin.storage.internal;

import org.jspecify.annotations.NullMarked;
