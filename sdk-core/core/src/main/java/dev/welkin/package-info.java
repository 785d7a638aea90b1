/** The entry point {@link dev.welkin.Cloud}, its errors, secrets, capabilities and observation. */
@NullMarked
package dev.welkin;

import org.jspecify.annotations.NullMarked;
