package dev.welkin.samples.smartplatform;

import dev.welkin.Cloud;
import dev.welkin.ai.anomaly.AnomalyModel;
import dev.welkin.ai.anomaly.Reading;
import dev.welkin.storage.Bucket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The training job, a program of its own: reads the stored history, trains, and publishes the model. */
final class TrainDetector {
    private TrainDetector() {}

    /** Takes the options of the program that submitted the job. */
    public static void main(String[] args) {
        try (Cloud cloud = SmartPlatform.cloud(Options.parse(args))) {
            Map<String, List<Reading>> history = history(Bucket.open(cloud, SmartPlatform.READINGS));
            AnomalyModel model = AnomalyModel.train(history);
            TrainedModel.publish(cloud, model);
            System.out.println(
                    "trained on the first " + Scoreboard.HISTORY + " readings of " + history.size() + " series");
        }
    }

    private static Map<String, List<Reading>> history(Bucket readings) {
        Map<String, List<Reading>> history = new TreeMap<>();
        new Batches(readings).replay(reading -> {
            if (reading.row() < Scoreboard.HISTORY) {
                history.computeIfAbsent(reading.series(), series -> new ArrayList<>())
                        .add(new Reading(Instant.ofEpochMilli(reading.epochMillis()), reading.value()));
            }
        });
        return history;
    }
}
