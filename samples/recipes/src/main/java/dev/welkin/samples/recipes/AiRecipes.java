package dev.welkin.samples.recipes;

import dev.welkin.Cloud;
import dev.welkin.ai.Ai;
import dev.welkin.ai.anomaly.AnomalyDetector;
import dev.welkin.ai.chat.ChatEvent;
import dev.welkin.ai.chat.ChatRequest;
import dev.welkin.ai.chat.ChatStream;
import java.time.Instant;

/** Recipes of the AI guide. */
final class AiRecipes {
    private AiRecipes() {}

    static void stream(Cloud cloud) {
        // region stream
        try (ChatStream answer = Ai.open(cloud).stream(ChatRequest.user("Who sat? The cat sat on the mat."))) {
            for (ChatEvent event : answer) {
                if (event instanceof ChatEvent.Text text) {
                    System.out.print(text.text());
                }
            }
        }
        // endregion
    }

    static double anomaly() {
        // region anomaly
        AnomalyDetector pump = AnomalyDetector.cold();
        double score = 0;
        for (int minute = 0; minute < 2000; minute++) {
            score = pump.score(Instant.ofEpochSecond(minute * 60L), minute == 1999 ? 90 : 20 + minute % 3);
        }
        boolean alarm = score >= AnomalyDetector.ALARM;
        // endregion
        System.out.println(alarm);
        return score;
    }
}
