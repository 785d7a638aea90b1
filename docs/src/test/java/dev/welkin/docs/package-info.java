/** Tests that keep the documentation and the architecture true. */
@NullMarked
package dev.welkin.docs;

import org.jspecify.annotations.NullMarked;
