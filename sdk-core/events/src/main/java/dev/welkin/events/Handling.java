package dev.welkin.events;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.events.spi.EventReceiver;
import dev.welkin.events.spi.Lease;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** Runs a handler on one event after the other, and settles each by how the handler ended. */
final class Handling {
    private final String name;
    private final EventHandler handler;
    private final EventReceiver receiver;
    private final Settler settler;
    private final Function<String, EventPublisher> publishers;
    private final LongAdder delivered = new LongAdder();

    Handling(
            String name,
            EventHandler handler,
            EventReceiver receiver,
            Settler settler,
            Function<String, EventPublisher> publishers) {
        this.name = name;
        this.handler = handler;
        this.receiver = receiver;
        this.settler = settler;
        this.publishers = publishers;
    }

    long delivered() {
        return delivered.sum();
    }

    /** Handles an event; throws only what the subscription cannot go on after. */
    void handle(Lease lease) {
        if (settler.exhausted(lease)) {
            return;
        }
        PushDelivery delivery = new PushDelivery(lease, receiver, publishers);
        try {
            delivered.increment();
            handler.handle(lease.event(), delivery);
            delivery.awaitEmitted();
        } catch (RejectException e) {
            settler.reject(lease, String.valueOf(e.getMessage()));
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            receiver.release(List.of(lease));
            return;
        } catch (Throwable e) {
            failed(lease, e);
            return;
        }
        settler.ack(List.of(lease));
    }

    /** What a handler throws may hold anything, so only its type is told; an error of the JVM ends the subscription. */
    private void failed(Lease lease, Throwable thrown) {
        settler.failed(lease, thrown.getClass().getName());
        if (thrown instanceof VirtualMachineError error) {
            throw CloudException.of(ErrorCode.INTERNAL, name + ": the handler met " + error, error);
        }
    }
}
