package dev.welkin.ai.testkit;

import dev.welkin.Cloud;
import dev.welkin.Secret;
import dev.welkin.testkit.Judge;
import java.util.Map;

/** The embedded route, which answers by quoting. */
final class LocalFixture implements ChatFixture {
    @Override
    public String name() {
        return "local";
    }

    @Override
    public Judge judge() {
        return Judge.itself();
    }

    @Override
    public Cloud open(Cloud.Builder builder, Secret key) {
        return builder.config(Map.of("ai", Map.of("default", "local:extractive")))
                .open();
    }
}
