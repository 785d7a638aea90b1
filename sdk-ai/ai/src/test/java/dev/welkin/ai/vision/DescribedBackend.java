package dev.welkin.ai.vision;

import dev.welkin.ai.infer.InferenceModel;
import dev.welkin.ai.infer.Tensors;
import dev.welkin.ai.models.Model;
import dev.welkin.ai.models.ModelDescription;
import dev.welkin.ai.models.TensorInfo;
import dev.welkin.ai.spi.InferenceBackend;
import dev.welkin.ai.spi.InferenceDriver;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Opens models that are what their description says, and nothing more: they can't run. */
public final class DescribedBackend implements InferenceBackend {
    static final String FORMAT = "described";

    static InferenceModel open(ModelDescription description) {
        return InferenceModel.open(Model.of(description, Map.of("none", new byte[0])));
    }

    @Override
    public Set<String> formats() {
        return Set.of(FORMAT);
    }

    @Override
    public InferenceDriver open(Model model) {
        return new Driver(model.description().inputs(), model.description().outputs());
    }

    private record Driver(List<TensorInfo> inputs, List<TensorInfo> outputs) implements InferenceDriver {
        @Override
        public Tensors run(Tensors inputs) {
            throw new AssertionError("this model has no files that could run");
        }

        @Override
        public long nativeBytes() {
            return 0;
        }

        @Override
        public void close() {
            // holds nothing
        }
    }
}
