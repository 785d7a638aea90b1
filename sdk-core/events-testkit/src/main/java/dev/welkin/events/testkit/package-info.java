/**
 * The contracts that every backend of {@link dev.welkin.events.EventBus} passes: extend each {@code ...Contract} class
 * and say how a bus is opened. What a backend does not declare is skipped.
 */
@NullMarked
package dev.welkin.events.testkit;

import org.jspecify.annotations.NullMarked;
