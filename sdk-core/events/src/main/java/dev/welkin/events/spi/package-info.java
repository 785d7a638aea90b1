/** What a backend of events implements: one provider call per method, no retries. */
@NullMarked
package dev.welkin.events.spi;

import org.jspecify.annotations.NullMarked;
