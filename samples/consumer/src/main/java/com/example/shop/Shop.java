package com.example.shop;

import dev.welkin.Cloud;
import dev.welkin.ai.Ai;
import dev.welkin.ai.fake.FakeAi;
import dev.welkin.events.EventBus;
import dev.welkin.storage.Bucket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What a user writes first: an object, an event and a question, and all of it in memory. */
public final class Shop {
    /** An order of the shop. */
    public record Order(int id, int count, String item) {}

    private Shop() {}

    /** Runs it. */
    public static void main(String[] args) {
        try (Cloud cloud = Cloud.inMemory()) {
            Bucket.open(cloud, "photos").put("kite.txt", "a red kite".getBytes(StandardCharsets.UTF_8));
            FakeAi.of(cloud).reply("kites");
            String item = Ai.open(cloud).chat("What is on the photo?").text();
            EventBus bus = EventBus.open(cloud);
            bus.publisher("orders").publish("shop.order", new Order(1, 3, item), "ann");
            bus.pull("orders", "packing").pull(1, Duration.ofSeconds(1)).forEach(leased -> {
                Order order = leased.as(Order.class);
                System.out.println("order " + order.id() + ": " + order.count() + " " + order.item());
                leased.ack();
            });
        }
    }
}
