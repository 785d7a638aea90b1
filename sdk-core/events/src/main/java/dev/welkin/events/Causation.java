package dev.welkin.events;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.util.List;

/** Marks an event as following from another: trace, key and cause. */
final class Causation {
    /** CloudEvents' distributed tracing and partitioning extensions. */
    private static final List<String> COPIED = List.of("traceparent", "tracestate", EventPublisher.PARTITION_KEY);

    private static final String CAUSE = "causationid";

    private Causation() {}

    static CloudEvent of(CloudEvent cause, CloudEvent effect) {
        CloudEventBuilder marked = CloudEventBuilder.from(effect);
        for (String name : COPIED) {
            Object value = cause.getExtension(name);
            if (value != null && effect.getExtension(name) == null) {
                marked.withExtension(name, value.toString());
            }
        }
        if (effect.getExtension(CAUSE) == null) {
            marked.withExtension(CAUSE, cause.getId());
        }
        return marked.build();
    }
}
