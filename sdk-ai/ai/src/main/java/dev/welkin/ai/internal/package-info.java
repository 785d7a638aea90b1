/** How a route carries a chat to its targets; nothing here is API. */
@NullMarked
package dev.welkin.ai.internal;

import org.jspecify.annotations.NullMarked;
