package dev.welkin.samples.smartplatform;

import dev.welkin.Cloud;
import dev.welkin.ai.anomaly.AnomalyModel;
import dev.welkin.compute.Compute;
import dev.welkin.compute.Job;
import dev.welkin.compute.JobSpec;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gets the trained model: from the registry if a run has published it, else from a training job. */
final class Training {
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Cloud cloud;
    private final String[] options;
    private @Nullable Job job;
    private @Nullable AnomalyModel model;

    Training(Cloud cloud, String... options) {
        this.cloud = cloud;
        this.options = options;
    }

    /** Starts the job, unless it runs already or its model is there; call it once the history is stored. */
    void start() {
        if (job == null && published().isEmpty()) {
            job = Compute.open(cloud)
                    .submit(JobSpec.named("train-anomaly-model")
                            .javaMain(TrainDetector.class, options)
                            .maxDuration(LONGEST));
        }
    }

    /** Returns the model; waits for the job if need be. */
    AnomalyModel model() {
        if (model == null) {
            start();
            if (job != null) {
                job.await(LONGEST).orThrow();
            }
            model = published().orElseThrow(() -> new IllegalStateException("the training job published no model"));
        }
        return model;
    }

    private Optional<AnomalyModel> published() {
        return TrainedModel.load(cloud);
    }
}
