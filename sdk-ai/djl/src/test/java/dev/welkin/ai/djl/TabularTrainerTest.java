package dev.welkin.ai.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.Ai;
import dev.welkin.ai.classify.Classification;
import dev.welkin.ai.infer.InferenceModel;
import dev.welkin.ai.models.ModelManifest;
import dev.welkin.ai.models.ModelRegistry;
import dev.welkin.ai.predict.Predictor;
import dev.welkin.ai.table.TabularClassification;
import dev.welkin.ai.train.CsvTable;
import dev.welkin.ai.train.Epoch;
import dev.welkin.ai.train.Split;
import dev.welkin.ai.train.TabularClassifier;
import dev.welkin.ai.train.TrainedModel;
import dev.welkin.ai.train.Trainer;
import dev.welkin.ai.vision.ImageClassification;
import dev.welkin.storage.Bucket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks on rows of tables. */
class TabularTrainerTest {
    private final Bucket bucket = Bucket.open("memory:tables");

    @AfterEach
    void close() {
        bucket.close();
    }

    @Test
    void perceptronLearnsWhatLogisticRegressionCannot() {
        Split<CsvTable> data = checkers(400).split(0.75, 1);
        TrainedModel perceptron = perceptron().epochs(60).fit(data);
        TrainedModel straight = Trainer.of(TabularClassifier.logisticRegression())
                .epochs(60)
                .learningRate(0.05)
                .threads(1)
                .fit(data);
        assertThat(perceptron.confusion().accuracy()).isGreaterThan(0.93);
        assertThat(straight.confusion().accuracy()).isLessThan(0.7);
        List<Epoch> epochs = perceptron.history().epochs();
        assertThat(epochs.get(59).trainLoss()).isLessThan(epochs.get(0).trainLoss());
        assertThat(perceptron.description().architecture())
                .containsEntry("input", "4")
                .containsEntry("layers", "dense 16, relu, dense 8, relu, dense 2");
        assertThat(straight.description().architecture()).containsEntry("layers", "dense 2");
    }

    @Test
    void sameSeedGivesTheSameHistoryAlsoWhenItGoesOnFromACheckpoint() {
        Split<CsvTable> data = checkers(100).split(0.75, 1);
        String whole = perceptron().epochs(6).fit(data).history().toCsv();
        perceptron().epochs(3).checkpointTo(bucket, "run/").fit(data);
        TrainedModel resumed =
                perceptron().epochs(6).checkpointTo(bucket, "run/").fit(data);
        assertThat(resumed.history().toCsv()).isEqualTo(whole);
        assertThat(perceptron().epochs(6).seed(4).fit(data).history().toCsv()).isNotEqualTo(whole);
    }

    @Test
    void earlyStopAndClassWeightsHoldForTablesToo() {
        Split<CsvTable> data = checkers(200).split(0.75, 1);
        TrainedModel stopped =
                perceptron().epochs(500).earlyStop(2).learningRate(0.1).fit(data);
        assertThat(stopped.history().epochs()).hasSize(stopped.history().best() + 2);
        TrainedModel weighted =
                perceptron().epochs(3).classWeights(Map.of("same", 100.0)).fit(data);
        assertThat(weighted.confusion().classes().get(1).label()).isEqualTo("same");
        assertThat(weighted.confusion().classes().get(1).recall()).isEqualTo(1);
    }

    @Test
    void publishedTableModelIsServedAsItWasValidated() {
        CsvTable table = checkers(200);
        TrainedModel trained = perceptron().epochs(30).fit(Split.of(table, table));
        try (Cloud cloud = Cloud.inMemory();
                Predictor<Map<String, Object>, Classification> served = served(cloud, trained)) {
            Random random = new Random(1);
            long right = IntStream.range(0, 200)
                    .filter(i -> {
                        Map<String, Object> row = Map.of("x", number(random), "y", number(random), "colour", colour(i));
                        return served.predict(row).label().equals(label(row));
                    })
                    .count();
            assertThat(right / 200.0).isEqualTo(trained.confusion().accuracy());
            Classification answer = served.predict(Map.of("x", 0.9, "y", -0.9f, "colour", "red"));
            assertThat(answer.label()).isEqualTo("other");
            assertThat(answer.scores().values().stream().mapToDouble(d -> d).sum())
                    .isBetween(0.999, 1.001);
        }
    }

    @Test
    void tableOfCustomersIsLearnedPublishedAndServed() {
        putCustomers();
        // region train
        CsvTable customers = CsvTable.from(bucket, "customers.csv")
                .label("left")
                .numeric("months", "charges")
                .categorical("contract")
                .read();
        TrainedModel trained = Trainer.of(TabularClassifier.mlp(16))
                .epochs(40)
                .learningRate(0.01)
                .earlyStop(5)
                .fit(customers.split(0.8, 7));
        // endregion
        assertThat(trained.confusion().accuracy()).isGreaterThan(0.9);
        try (Cloud cloud = Cloud.inMemory()) {
            ModelRegistry models = Ai.open(cloud).models();
            trained.publish(models, "leavers");
            // region serve
            InferenceModel model = models.load("leavers", InferenceModel.NETWORK);
            try (Predictor<Map<String, Object>, Classification> leavers = Predictor.builder(
                            cloud, model.serving(TabularClassification.task()))
                    .open()) {
                Classification answer = leavers.predict(Map.of("months", 2, "charges", 70.5, "contract", "monthly"));
                System.out.println(answer.label() + " " + answer.scores());
            }
            // endregion
            try (Predictor<Map<String, Object>, Classification> leavers = served(cloud, trained)) {
                assertThat(leavers.predict(Map.of("months", 2, "charges", 70.5, "contract", "monthly"))
                                .label())
                        .isEqualTo("yes");
                assertThat(leavers.predict(Map.of("months", 40, "charges", 70.5, "contract", "yearly"))
                                .label())
                        .isEqualTo("no");
            }
        }
    }

    /** Who pays by the month leaves within the first year. */
    private void putCustomers() {
        StringBuilder csv = new StringBuilder("id,months,charges,contract,left\n");
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            int months = 1 + random.nextInt(60);
            boolean monthly = random.nextBoolean();
            csv.append(i).append(',').append(months).append(',').append(20 + random.nextInt(90));
            csv.append(monthly ? ",monthly," : ",yearly,").append(monthly && months <= 12 ? "yes\n" : "no\n");
        }
        bucket.put("customers.csv", csv.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void rowsThatDoNotFitAreRefusedByName() {
        TrainedModel trained = perceptron().epochs(1).fit(checkers(40).split(0.5, 1));
        try (Cloud cloud = Cloud.inMemory();
                Predictor<Map<String, Object>, Classification> served = served(cloud, trained)) {
            assertRefused(served, Map.of("x", 1, "y", 2), "missing are [colour]");
            assertRefused(served, Map.of("x", 1, "y", 2, "colour", "red", "z", 3), "not known are [z]");
            assertRefused(served, Map.of("x", "1", "y", 2, "colour", "red"), "'x' is the String '1', and a number");
            assertRefused(served, Map.of("x", Double.NaN, "y", 2, "colour", "red"), "'x' is NaN");
            assertRefused(served, Map.of("x", 1, "y", 2, "colour", "green"), "'colour' is 'green'");
        }
    }

    @Test
    void tasksAndModelsOfOtherKindsAreRefused() {
        TrainedModel trained = perceptron().epochs(1).fit(checkers(40).split(0.5, 1));
        try (InferenceModel model = InferenceModel.open(trained);
                InferenceModel other = InferenceModel.open(OnnxModels.plusOne(1))) {
            assertThatThrownBy(() -> model.serving(ImageClassification.task()))
                    .hasMessageContaining("The model does not suit this task");
            assertThatThrownBy(() -> other.serving(TabularClassification.task()))
                    .hasMessageContaining("its manifest does not say how rows become numbers");
        }
    }

    @Test
    void swapToAModelOfOtherClassesIsRefusedUnasked() {
        TrainedModel trained = perceptron().epochs(1).fit(checkers(40).split(0.5, 1));
        bucket.put("other.csv", "x,y,colour,class\n1,2,red,up\n1,2,red,down\n".getBytes(StandardCharsets.UTF_8));
        CsvTable table = columns(CsvTable.from(bucket, "other.csv")).read();
        TrainedModel other = perceptron().epochs(1).fit(Split.of(table, table));
        try (Cloud cloud = Cloud.inMemory();
                Predictor<Map<String, Object>, Classification> served = served(cloud, trained)) {
            InferenceModel next = InferenceModel.open(other);
            assertThatThrownBy(() -> served.swap(next.serving(TabularClassification.task())))
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.reason()).isEqualTo("labels_changed"))
                    .hasMessageContaining("tells [other, same], and the new one [down, up]");
            assertThat(next.nativeBytes()).isZero();
            served.swapWithOtherLabels(InferenceModel.open(other).serving(TabularClassification.task()));
            assertThat(served.predict(Map.of("x", 1, "y", 2, "colour", "red")).scores())
                    .containsOnlyKeys("down", "up");
        }
    }

    @Test
    void churnOfRealCustomersIsLearned() {
        CsvTable table = CsvTable.from(TestData.file("finance/plotly-telco-customer-churn-by-IBM.csv"))
                .label("Churn")
                .numeric("tenure", "MonthlyCharges", "TotalCharges")
                .categorical(
                        "gender",
                        "SeniorCitizen",
                        "Partner",
                        "Dependents",
                        "PhoneService",
                        "MultipleLines",
                        "InternetService",
                        "OnlineSecurity",
                        "OnlineBackup",
                        "DeviceProtection",
                        "TechSupport",
                        "StreamingTV",
                        "StreamingMovies",
                        "Contract",
                        "PaperlessBilling",
                        "PaymentMethod")
                .read();
        assertThat(table.size()).isEqualTo(7032);
        assertThat(table.skipped())
                .hasSize(11)
                .allSatisfy(s -> assertThat(s.why()).isEqualTo("'TotalCharges' is missing"));
        Split<CsvTable> data = table.split(0.8, 1);
        TrainedModel straight = Trainer.of(TabularClassifier.logisticRegression())
                .learningRate(0.01)
                .threads(1)
                .fit(data);
        TrainedModel perceptron =
                Trainer.of(TabularClassifier.mlp(32)).earlyStop(3).threads(1).fit(data);
        assertThat(straight.confusion().accuracy())
                .as("%s", straight.confusion())
                .isGreaterThan(0.78); // 73.4 % stay
        assertThat(perceptron.confusion().accuracy())
                .as("%s", perceptron.confusion())
                .isGreaterThan(0.78);
    }

    @Test
    void creditsAreToldByColumnsWithoutNames(@TempDir Path folder) throws IOException {
        List<String> lines = Files.readAllLines(TestData.file("finance/german-credit.data"));
        Path rows = Files.write(folder.resolve("credit.data"), lines.subList(1, lines.size()));
        CsvTable table = CsvTable.from(rows)
                .noHeader()
                .separator(' ')
                .label("21")
                .numeric("2", "5", "8", "11", "13", "16", "18")
                .categorical("1", "3", "4", "6", "7", "9", "10", "12", "14", "15", "17", "19", "20")
                .read();
        assertThat(table.size()).isEqualTo(1000);
        TrainedModel trained = Trainer.of(TabularClassifier.logisticRegression())
                .epochs(40)
                .learningRate(0.01)
                .threads(1)
                .fit(table.split(0.7, 1));
        assertThat(trained.confusion().accuracy()).isGreaterThan(0.72); // 70 % are good
    }

    private static Trainer<CsvTable> perceptron() {
        return Trainer.of(TabularClassifier.mlp(16, 8))
                .batchSize(16)
                .learningRate(0.01)
                .seed(3)
                .threads(1);
    }

    /** Squares of a checkerboard: whether both numbers have the same sign, and a colour that tells nothing. */
    private CsvTable checkers(int rows) {
        StringBuilder csv = new StringBuilder("x,y,colour,class\n");
        Random random = new Random(1);
        for (int i = 0; i < rows; i++) {
            Map<String, Object> row = Map.of("x", number(random), "y", number(random), "colour", colour(i));
            csv.append(String.format(
                    Locale.ROOT, "%s,%s,%s,%s\n", row.get("x"), row.get("y"), row.get("colour"), label(row)));
        }
        bucket.put("checkers.csv", csv.toString().getBytes(StandardCharsets.UTF_8));
        return columns(CsvTable.from(bucket, "checkers.csv")).read();
    }

    private static CsvTable.Builder columns(CsvTable.Builder builder) {
        return builder.label("class").numeric("x", "y").categorical("colour");
    }

    private static double number(Random random) {
        return random.nextInt(2001) / 1000.0 - 1;
    }

    private static String colour(int row) {
        return row % 3 == 0 ? "red" : "blue";
    }

    private static String label(Map<String, Object> row) {
        return (double) row.getOrDefault("x", 0.0) * (double) row.getOrDefault("y", 0.0) > 0 ? "same" : "other";
    }

    private static Predictor<Map<String, Object>, Classification> served(Cloud cloud, TrainedModel trained) {
        ModelRegistry models = Ai.open(cloud).models();
        ModelManifest manifest = trained.publish(models, "checkers");
        InferenceModel model = models.load(manifest.reference(), InferenceModel.NETWORK);
        return Predictor.builder(cloud, model.serving(TabularClassification.task()))
                .open();
    }

    private static void assertRefused(
            Predictor<Map<String, Object>, Classification> served, Map<String, Object> row, String why) {
        assertThatThrownBy(() -> served.predictAll(List.of(row)))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
                .hasMessageContaining(why);
    }
}
