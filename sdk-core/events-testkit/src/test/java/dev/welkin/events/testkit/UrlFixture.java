package dev.welkin.events.testkit;

import dev.welkin.Cloud;
import dev.welkin.testkit.Judge;
import java.util.Map;

/** An embedded backend: it needs a URL and no server. */
record UrlFixture(String name, String url) implements EventsFixture {
    @Override
    public Judge judge() {
        return Judge.itself();
    }

    @Override
    public Cloud open(Cloud.Builder builder) {
        return builder.config(Map.of("events", Map.of("default", url))).open();
    }
}
