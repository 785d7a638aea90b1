package dev.welkin.samples.recipes;

import dev.welkin.Cloud;
import dev.welkin.events.DedupeStore;
import dev.welkin.events.EventBus;
import dev.welkin.events.EventPublisher;
import dev.welkin.events.Leased;
import dev.welkin.events.RedriveResult;
import dev.welkin.events.RejectException;
import dev.welkin.events.StartAt;
import dev.welkin.events.SubscribeOptions;
import dev.welkin.events.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Recipes of the events guide. */
final class EventRecipes {
    /** An order as the shop knows it. */
    record Order(int id, int amount) {}

    private EventRecipes() {}

    static void publish(Cloud cloud) {
        // region publish
        EventBus bus = EventBus.open(cloud);
        EventPublisher orders = bus.publisher("orders");
        orders.publish("shop.order", new Order(1, 30), "customer-7"); // returns once it is durable
        for (int id = 2; id < 1000; id++) {
            orders.publishAsync("shop.order", new Order(id, 10), "customer-" + id % 10);
        }
        orders.flush(); // throws if any of them failed
        // endregion
    }

    static Subscription subscribe(Cloud cloud, Consumer<Order> ship) {
        EventBus bus = EventBus.open(cloud);
        // region subscribe
        Subscription shipping = bus.subscribe("orders", "shipping", Order.class, (order, delivery) -> {
            if (order.amount() < 0) {
                throw new RejectException("a negative amount"); // to the dead letter topic, at once
            }
            ship.accept(order); // returning acknowledges; throwing retries with back-off
        });
        // endregion
        return shipping;
    }

    static int pull(Cloud cloud) {
        EventBus bus = EventBus.open(cloud);
        // region pull
        List<Leased> batch = bus.pull("orders", "billing").pull(100, Duration.ofSeconds(1));
        batch.forEach(leased -> System.out.println(leased.as(Order.class)));
        Leased.ackAll(batch);
        // endregion
        return batch.size();
    }

    static void replay(Cloud cloud, Consumer<Order> audit) {
        EventBus bus = EventBus.open(cloud);
        // region replay
        SubscribeOptions fromTheStart = SubscribeOptions.defaults().startAt(StartAt.oldest());
        bus.subscribe("orders", "audit", fromTheStart, Order.class, (order, delivery) -> audit.accept(order));
        // endregion
    }

    static Subscription once(Cloud cloud, Consumer<Order> charge) {
        EventBus bus = EventBus.open(cloud);
        // region once
        SubscribeOptions once = SubscribeOptions.defaults().dedupe(DedupeStore.inTopic(bus, "orders.charged"));
        Subscription charging =
                bus.subscribe("orders", "charging", once, Order.class, (order, delivery) -> charge.accept(order));
        // endregion
        return charging;
    }

    static RedriveResult redrive(Cloud cloud) {
        EventBus bus = EventBus.open(cloud);
        // region redrive
        RedriveResult result = bus.redrive(
                "orders.shipping.dead", letter -> "a negative amount".equals(letter.getExtension("deadreason")));
        System.out.println(result.moved() + " sent again, " + result.left() + " left");
        // endregion
        return result;
    }
}
