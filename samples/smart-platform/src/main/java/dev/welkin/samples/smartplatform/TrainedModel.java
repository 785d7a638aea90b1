package dev.welkin.samples.smartplatform;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.anomaly.AnomalyModel;
import dev.welkin.ai.models.ModelManifest;
import dev.welkin.ai.models.ModelRegistry;
import java.util.Optional;

/** The anomaly model in the registry, under an alias that says which version serves. */
final class TrainedModel {
    private static final String NAME = "sensor-anomalies";
    private static final String SERVING = NAME + "@prod";

    private TrainedModel() {}

    static void publish(Cloud cloud, AnomalyModel model) {
        ModelRegistry registry = ModelRegistry.open(cloud);
        ModelManifest published = registry.publish(NAME, model);
        registry.promote(SERVING, published.version());
    }

    static Optional<AnomalyModel> load(Cloud cloud) {
        try {
            return Optional.of(ModelRegistry.open(cloud).load(SERVING, AnomalyModel.FORMAT));
        } catch (CloudException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
