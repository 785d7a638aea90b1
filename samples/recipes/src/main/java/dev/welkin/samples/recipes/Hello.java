package dev.welkin.samples.recipes;

import dev.welkin.Cloud;
import dev.welkin.ai.Ai;
import dev.welkin.events.EventBus;
import dev.welkin.storage.Bucket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The first program: all of it runs with no account, no server and no network. */
public final class Hello {
    private Hello() {}

    /** An order as the shop knows it. */
    record Order(int id, String item) {}

    /**
     * Runs it.
     *
     * @param args none
     */
    public static void main(String[] args) {
        try (Cloud cloud = Cloud.open()) {
            run(cloud);
        }
    }

    static void run(Cloud cloud) {
        // region hello
        Bucket photos = Bucket.open(cloud, "photos");
        photos.put("cats/tom.txt", "a grey cat".getBytes(StandardCharsets.UTF_8));
        photos.list("cats/").forEach(object -> System.out.println(object.key() + ", " + object.sizeBytes() + " bytes"));

        EventBus bus = EventBus.open(cloud);
        bus.publisher("orders").publish("shop.order", new Order(1, "kite"), "customer-7");
        bus.pull("orders", "packing").pull(10, Duration.ofSeconds(1)).forEach(leased -> {
            System.out.println("packing a " + leased.as(Order.class).item());
            leased.ack();
        });

        System.out.println(Ai.open(cloud)
                .chat("Where is the cat? The cat sat on the mat. The dog ran off.")
                .text());
        // endregion
    }
}
