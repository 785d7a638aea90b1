package dev.welkin.ai.infer;

import dev.welkin.ai.models.Model;
import dev.welkin.ai.models.ModelDescription;
import dev.welkin.ai.models.ModelFile;
import dev.welkin.ai.models.ModelFormat;
import dev.welkin.ai.models.PublishedModel;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads published models whose files an engine understands. The registry has asked for trust where it is code. */
record EngineFormat(String name, boolean isCode) implements ModelFormat<InferenceModel> {
    @Override
    public InferenceModel read(PublishedModel published) {
        Map<String, byte[]> files = published.manifest().files().stream()
                .collect(Collectors.toMap(ModelFile::name, file -> published.bytes(file.name())));
        ModelDescription description = published.manifest().description();
        return InferenceModel.openTrusted(Model.of(description, files));
    }
}
