package dev.welkin.events.testkit;

import dev.welkin.CloudException;
import dev.welkin.events.EventBus;
import dev.welkin.events.Leased;
import dev.welkin.events.PullSubscription;
import java.nio.file.Path;
import java.time.Duration;

/** A second process on the log of {@link LogStoreTest}. */
final class LogReader {
    private LogReader() {}

    public static void main(String[] args) {
        String log = "log:" + Path.of(args[0]).resolve("log");
        try (EventBus writer = EventBus.open(log)) {
            System.out.println("second writer: opened " + writer.topics());
        } catch (CloudException e) {
            System.out.println("second writer: " + e.code());
        }
        try (EventBus bus = EventBus.open(log + "?readOnly=true");
                PullSubscription pull = bus.pull("t", "g")) {
            for (int seen = 0; seen < 6; ) {
                for (Leased leased : pull.pull(10, Duration.ofSeconds(10))) {
                    System.out.println("read " + leased.event().getId());
                    seen++;
                }
            }
            publish(bus);
        }
    }

    private static void publish(EventBus bus) {
        try {
            bus.publisher("t");
            System.out.println("publish: allowed");
        } catch (CloudException e) {
            System.out.println("publish: " + e.code());
        }
    }
}
