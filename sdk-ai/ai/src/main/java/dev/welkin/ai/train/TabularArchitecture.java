package dev.welkin.ai.train;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.infer.InferenceModel;
import dev.welkin.ai.internal.table.RowEncoding;
import dev.welkin.ai.models.ModelDescription;
import java.util.ArrayList;
import java.util.List;

/** A network for rows of a table. */
final class TabularArchitecture extends Architecture<CsvTable> {
    private final List<Layer> layers;

    TabularArchitecture(List<Layer> layers) {
        this.layers = List.copyOf(layers);
    }

    @Override
    Lesson lesson(Split<CsvTable> data, TrainingOptions options) {
        if (!options.augmentation().equals(Augmentation.NONE)) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "Rows of a table can't be mirrored or shifted; leave out Trainer.augment");
        }
        CsvTable train = data.train();
        train.requireColumnsOf(data.validation());
        RowEncoding encoding = train.learnEncoding();
        return new Lesson(
                network(encoding.width(), train.labels().size()),
                new TableRows(train, encoding),
                new TableRows(data.validation(), encoding),
                ModelDescription.of("tabular-classification", InferenceModel.NETWORK.name())
                        .withPreprocessing(encoding.toManifest()));
    }

    private Network network(int inputs, int classes) {
        List<Layer> all = new ArrayList<>(layers);
        all.add(new Layer.Dense(classes));
        return new Network(List.of((long) inputs), all);
    }
}
