package dev.welkin.events;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.ObservedCalls;
import dev.welkin.call.ObservedCalls.Running;
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
    private final Once once;
    private final ObservedCalls calls;
    private final Function<String, EventPublisher> publishers;
    private final LongAdder delivered = new LongAdder();

    Handling(
            String name,
            EventHandler handler,
            EventReceiver receiver,
            Settler settler,
            Once once,
            ObservedCalls calls,
            Function<String, EventPublisher> publishers) {
        this.name = name;
        this.handler = handler;
        this.receiver = receiver;
        this.settler = settler;
        this.once = once;
        this.calls = calls;
        this.publishers = publishers;
    }

    long delivered() {
        return delivered.sum();
    }

    long duplicates() {
        return once.duplicates();
    }

    /** Handles an event; throws only what the subscription cannot go on after. */
    void handle(Lease lease) {
        if (settler.exhausted(lease)) {
            return;
        }
        Running call = calls.start("handle", name);
        try {
            once.run(lease.event(), () -> run(lease));
        } catch (RejectException e) {
            call.failed(failure("rejected", "rejected it"));
            settler.reject(lease, String.valueOf(e.getMessage()));
            return;
        } catch (InterruptedException e) {
            call.failed(CloudException.of(ErrorCode.CANCELLED, name + ": the handler was interrupted"));
            Thread.currentThread().interrupt();
            receiver.release(List.of(lease));
            return;
        } catch (Throwable e) {
            call.failed(failure("handler_failed", "threw " + e.getClass().getName()));
            failed(lease, e);
            return;
        }
        call.succeeded();
        settler.ack(List.of(lease));
    }

    private void run(Lease lease) throws Exception {
        PushDelivery delivery = new PushDelivery(lease, receiver, publishers);
        delivered.increment();
        handler.handle(lease.event(), delivery);
        delivery.awaitEmitted();
    }

    private CloudException failure(String reason, String what) {
        return CloudException.builder(ErrorCode.FAILED, name + ": the handler " + what)
                .reason(reason)
                .operation("events.handle")
                .build();
    }

    /** What a handler throws may hold anything, so only its type is told; an error of the JVM ends the subscription. */
    private void failed(Lease lease, Throwable thrown) {
        settler.failed(lease, thrown.getClass().getName());
        if (thrown instanceof VirtualMachineError error) {
            throw CloudException.of(ErrorCode.INTERNAL, name + ": the handler met " + error, error);
        }
    }
}
