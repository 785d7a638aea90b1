package dev.welkin.ai.spark;

import dev.welkin.Cloud;
import dev.welkin.ai.batch.BatchInput;
import dev.welkin.ai.batch.BatchStep;
import dev.welkin.ai.models.ModelRegistry;
import dev.welkin.ai.text.TextClassifier;
import java.nio.charset.StandardCharsets;

/** Classifies texts with a model of the registry, and leaves the traces of {@link TracedStep}. */
final class TriageStep implements BatchStep {
    private final TracedStep traces;
    private final TextClassifier model;

    TriageStep(Cloud cloud) {
        traces = new TracedStep(cloud);
        model = ModelRegistry.open(cloud).load("triage", TextClassifier.FORMAT);
    }

    @Override
    public byte[] run(BatchInput input) {
        return Texts.bytes(model.classify(new String(input.content(), StandardCharsets.UTF_8))
                .label());
    }

    @Override
    public void close() {
        traces.close();
    }
}
