package dev.welkin.events;

import dev.welkin.events.spi.Lease;
import dev.welkin.spi.Shown;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;

/** The event as it stands in the dead-letter topic: as it was, and where, why and after how many attempts it failed. */
final class DeadLetter {
    private static final String TOPIC = "deadtopic";
    private static final String GROUP = "deadgroup";
    private static final String REASON = "deadreason";
    private static final String ATTEMPTS = "deadattempts";

    private DeadLetter() {}

    static CloudEvent of(Lease lease, String topic, String group, String reason) {
        return CloudEventBuilder.from(lease.event())
                .withExtension(TOPIC, topic)
                .withExtension(GROUP, group)
                .withExtension(REASON, Shown.of(reason))
                .withExtension(ATTEMPTS, lease.attempt())
                .build();
    }

    /** Returns where a dead letter came from, empty if it does not say. */
    static String topicOf(CloudEvent letter) {
        Object topic = letter.getExtension(TOPIC);
        return topic == null ? "" : topic.toString();
    }

    /** Returns the event as it was before it failed. */
    static CloudEvent original(CloudEvent letter) {
        return CloudEventBuilder.from(letter)
                .withoutExtension(TOPIC)
                .withoutExtension(GROUP)
                .withoutExtension(REASON)
                .withoutExtension(ATTEMPTS)
                .build();
    }
}
