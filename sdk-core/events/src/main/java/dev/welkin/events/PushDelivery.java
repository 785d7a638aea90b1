package dev.welkin.events;

import dev.welkin.events.spi.EventReceiver;
import dev.welkin.events.spi.Lease;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The delivery of a leased event; keeps what was emitted until its receipts are there. */
final class PushDelivery implements Delivery {
    private final Lease lease;
    private final EventReceiver receiver;
    private final Function<String, EventPublisher> publishers;
    private final List<AwaitedSend> emitted = new ArrayList<>(0);

    PushDelivery(Lease lease, EventReceiver receiver, Function<String, EventPublisher> publishers) {
        this.lease = lease;
        this.receiver = receiver;
        this.publishers = publishers;
    }

    @Override
    public CloudEvent event() {
        return lease.event();
    }

    @Override
    public int attempt() {
        return lease.attempt();
    }

    @Override
    public Instant leaseUntil() {
        return lease.until();
    }

    @Override
    public void extend(Duration span) {
        receiver.extend(List.of(lease), span);
    }

    @Override
    public void emit(String topic, CloudEvent event) {
        AwaitedSend send = publishers.apply(topic).emit(Causation.of(lease.event(), event));
        synchronized (emitted) {
            emitted.add(send);
        }
    }

    void awaitEmitted() {
        synchronized (emitted) {
            emitted.forEach(send -> send.await(PublishOptions.defaults().timeout()));
        }
    }
}
