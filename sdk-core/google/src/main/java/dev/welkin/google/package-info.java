/** What backends on Google Cloud share: tokens, signatures and errors. */
@NullMarked
package dev.welkin.google;

import org.jspecify.annotations.NullMarked;
