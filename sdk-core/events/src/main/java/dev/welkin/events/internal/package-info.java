/** What EventBus and its backends share; nothing here is API. */
@NullMarked
package dev.welkin.events.internal;

import org.jspecify.annotations.NullMarked;
