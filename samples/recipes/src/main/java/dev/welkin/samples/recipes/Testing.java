package dev.welkin.samples.recipes;

import dev.welkin.Cloud;
import dev.welkin.ai.Ai;
import dev.welkin.ai.fake.FakeAi;

/** How a user's own test looks: nothing is mocked, everything is in memory. */
public final class Testing {
    private Testing() {}

    static String run() {
        // region testing
        try (Cloud cloud = Cloud.inMemory()) {
            FakeAi.of(cloud).reply("It is a cat.");
            return Ai.open(cloud).chat("What is on the photo?").text();
        }
        // endregion
    }
}
