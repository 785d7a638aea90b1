package dev.welkin.events;

import dev.welkin.events.spi.Lease;
import dev.welkin.spi.Shown;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;

/** The event as it stands in the dead-letter topic: as it was, and where, why and after how many attempts it failed. */
final class DeadLetter {
    private DeadLetter() {}

    static CloudEvent of(Lease lease, String topic, String group, String reason) {
        return CloudEventBuilder.from(lease.event())
                .withExtension("deadtopic", topic)
                .withExtension("deadgroup", group)
                .withExtension("deadreason", Shown.of(reason))
                .withExtension("deadattempts", lease.attempt())
                .build();
    }
}
