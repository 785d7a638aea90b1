/**
 * Events: {@link dev.welkin.events.EventBus} publishes and receives {@link io.cloudevents.CloudEvent CloudEvents} at
 * least once, in order per key, on an embedded durable log or in memory.
 */
@NullMarked
package dev.welkin.events;

import org.jspecify.annotations.NullMarked;
