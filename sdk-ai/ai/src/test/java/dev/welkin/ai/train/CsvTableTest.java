package dev.welkin.ai.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.Bucket;
import dev.welkin.testkit.ChildJvm;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables as datasets: how they are read, parted, and refused. */
class CsvTableTest {
    private static final String PEOPLE = """
            name,age,town,height,class
            Ann,30,Bern,1.70,a
            "Bo, Jr.",40,Paris,1.8e0,b
            Cy,50,Bern,+1.9,a
            "D
            D",60,Oslo,.5,b
            """;

    private final Bucket bucket = Bucket.open("memory:tables");

    @AfterEach
    void close() {
        bucket.close();
    }

    @Test
    void columnsAreTakenByTheirNames() {
        CsvTable table = people(PEOPLE).read();
        assertThat(table.size()).isEqualTo(4);
        assertThat(table.labels()).containsExactly("a", "b");
        assertThat(table.columns()).containsExactly("age", "height", "town");
        assertThat(table.skipped()).isEmpty();
        assertThat(table).hasToString("4 rows of 2 classes in 'people.csv'");
        assertThat(inputs(table))
                .isEqualTo("column.1=numeric,age,45.0,11.180339887498949 column.2=numeric,height,"
                        + "1.475,0.5673402858955109 column.3=categorical,town,Bern,Oslo,Paris");
    }

    @Test
    void columnsAreTakenByTheirNumbersWithoutAHeader(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("rows.txt"), "1 x 10\n2 y 20\n");
        CsvTable table = CsvTable.from(file)
                .noHeader()
                .separator(' ')
                .label("2")
                .numeric("3", "1")
                .read();
        assertThat(table.size()).isEqualTo(2);
        assertThat(table.labels()).containsExactly("x", "y");
        assertThat(inputs(table)).isEqualTo("column.1=numeric,3,15.0,5.0 column.2=numeric,1,1.5,0.5");
        assertThatThrownBy(() -> CsvTable.from(folder.resolve("none.csv"))
                        .label("1")
                        .numeric("2")
                        .read())
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND))
                .hasMessageContaining("none.csv");
    }

    @Test
    void byteOrderMarkIsNoPartOfTheFirstName() {
        assertThat(people("\uFEFFage,height,town,class\r\n1,2,Bern,a\r\n")
                        .read()
                        .size())
                .isEqualTo(1);
    }

    @Test
    void rowsThatCannotBeUsedAreSkippedAndReported() {
        CsvTable table = people(PEOPLE
                        + "Ed,,Bern,1,a\n" // row 5 begins in line 7: a cell above has a line end
                        + "Fe,NaN,Bern,1,a\n"
                        + "Gu,Infinity,Bern,1,a\n"
                        + "Ha,forty,Bern,1,a\n"
                        + "Ib,0x1p3,Bern,1,a\n"
                        + "Jo,1e39,Bern,1,a\n"
                        + "Ka,40,   ,1,a\n"
                        + "Li,40,Bern,1,\n"
                        + "Mo,40,Bern,1\n"
                        + "No,40,Bern,1,a,more\n"
                        + "Oz,40," + "x".repeat(201) + ",1,a\n")
                .read();
        assertThat(table.size()).isEqualTo(4);
        assertThat(table.skipped())
                .extracting(s -> s.name() + ": " + s.why())
                .satisfiesExactly(
                        s -> assertThat(s).isEqualTo("'people.csv', row 5 (line 7): 'age' is missing"),
                        s -> assertThat(s).contains("row 6 (line 8): 'age' is 'NaN', no finite decimal number"),
                        s -> assertThat(s).contains("'age' is 'Infinity'"),
                        s -> assertThat(s).contains("'age' is 'forty'"),
                        s -> assertThat(s).contains("'age' is '0x1p3'"),
                        s -> assertThat(s).contains("'age' is '1e39'"),
                        s -> assertThat(s).contains("'town' is missing"),
                        s -> assertThat(s).contains("'class' is missing"),
                        s -> assertThat(s).contains("it has 4 cells, and 5 are needed"),
                        s -> assertThat(s).contains("it has 6 cells, and 5 are needed"),
                        s -> assertThat(s).contains("'town' has 201 characters"));
    }

    @Test
    void rowThatCannotBeUsedEndsTheReadingWhereThatIsAskedFor() {
        assertInvalid(
                () -> people(PEOPLE + "Ed,x,Bern,1,a\n")
                        .onUnreadable(Unreadable.FAIL)
                        .read(),
                "bad_row",
                "In 'people.csv', row 5 (line 7) can't be learned from: 'age' is 'x'");
    }

    @Test
    void ofManyUnusableRowsTheFirstAreReportedAndAllCounted() {
        CsvTable table = people(PEOPLE + "Ed,,Bern,1,a\n".repeat(1500)).read();
        assertThat(table.skipped()).hasSize(1001);
        assertThat(table.skipped().get(1000).why()).isEqualTo("500 more rows can't be used");
    }

    @Test
    void brokenFileIsNamedWithItsLine() {
        assertInvalid(
                () -> people(PEOPLE + "\"Ed,1").read(), "csv", "never closed, in the record that begins in line 7");
    }

    @Test
    void emptyTablesAreRefused() {
        assertInvalid(
                () -> people("").read(), "empty_dataset", "'people.csv' has no row to learn from: it has no line");
        assertInvalid(() -> people("\n\n").read(), "empty_dataset", "it has no line");
        assertInvalid(
                () -> people("age,height,town,class\n").read(), "empty_dataset", "there is none below the header");
        assertInvalid(
                () -> people("age,height,town,class\n,1,Bern,a\n").read(),
                "empty_dataset",
                "row 1 (line 2): 'age' is missing");
    }

    @Test
    void columnsThatAreNotThereOrTwiceAreNamed() {
        assertInvalid(
                () -> people("age,class,town,Height\n").read(),
                "unknown_column",
                "the column 'height' is not there. Its columns are [age, class, town, Height]");
        assertInvalid(() -> people("age,height,town,age,class\n").read(), "unknown_column", "'age' is there twice");
        assertInvalid(() -> people(PEOPLE).noHeader().read(), "unknown_column", "[1, 2, 3, 4, 5]");
    }

    @Test
    void optionsThatCannotBeAreRefused() {
        assertInvalid(() -> table("").label("c").read(), "", "no column to learn from");
        assertInvalid(() -> table("").numeric("a").read(), "", "no label column");
        assertInvalid(() -> table("").label("a").numeric("a").read(), "", "the column 'a' twice");
        assertInvalid(() -> table("").label("a").numeric("b").categorical("b").read(), "", "the column 'b' twice");
        assertInvalid(() -> people(PEOPLE).separator('"').read(), "", "a quote or line end as separator");
        assertInvalid(() -> people(PEOPLE).memory(-1).read(), "", "memory of -1 bytes");
        assertInvalid(() -> TabularClassifier.mlp(), "", "one hidden layer at least");
        assertInvalid(() -> TabularClassifier.mlp(0), "", "0 filters or units");
    }

    @Test
    void tableThatTakesTooMuchMemoryIsRefused() {
        assertInvalid(
                () -> people(PEOPLE).memory(200).read(), "too_large", "more than the 200 bytes allowed; 2 were read");
    }

    @Test
    void tableLargerThanTheHeapIsRead(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("long.csv");
        String text = "\"" + "so, a long text\n".repeat(4000) + "\"";
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("n,text,class\n");
            for (int i = 0; i < 1500; i++) {
                out.write(i + "," + text + (i % 2 == 0 ? ",even\n" : ",odd\n"));
            }
        }
        assertThat(Files.size(file)).isGreaterThan(90_000_000);
        try (ChildJvm program = ChildJvm.of(LongTableProgram.class)
                .heapMegabytes(32)
                .arguments(file.toString())
                .start()) {
            assertThat(program.exitCode(Duration.ofMinutes(2)))
                    .as(() -> program.output().toString())
                    .isZero();
            assertThat(program.output()).contains("rows 1500");
        }
    }

    @Test
    void columnOfTooManyTextsIsNoCategory() {
        String rows =
                IntStream.rangeClosed(1, 1001).mapToObj(i -> "key" + i + ",a\n").collect(Collectors.joining());
        assertInvalid(
                () -> table("id,class\n" + rows)
                        .label("class")
                        .categorical("id")
                        .read(),
                "too_many_categories",
                "The column 'id' has more than 1000 different texts");
    }

    @Test
    void oneClassAloneIsRefused() {
        CsvTable table = people(PEOPLE.replace(",b\n", ",a\n")).read();
        assertInvalid(() -> table.split(0.5, 1), "one_class", "All examples are of one class, [a]");
    }

    @Test
    void bothPartsMustHaveTheSameClassesAndColumns() {
        CsvTable train = people(PEOPLE).read();
        CsvTable other = people(PEOPLE.replace(",b\n", ",c\n")).read();
        assertInvalid(
                () -> Split.of(train, other),
                "labels_differ",
                "Training has the classes [a, b] and validation has [a, c]");
        CsvTable fewer = table(PEOPLE)
                .label("class")
                .numeric("age")
                .categorical("height", "town")
                .read();
        assertInvalid(
                () -> trainer().fit(Split.of(train, fewer)),
                "columns_differ",
                "[age (a number), height (a number), town (a category)] and validation has [age (a number), height (a"
                        + " category), town (a category)]");
    }

    @Test
    void splitPartsEachClassAlikeAndTheSameWayAgain() {
        CsvTable table = numbered(30).read();
        Split<CsvTable> split = table.split(0.8, 3);
        assertThat(split.train().size()).isEqualTo(24);
        assertThat(split.train().rows())
                .filteredOn(row -> row.label().equals("even"))
                .hasSize(12);
        assertThat(split.validation().rows())
                .hasSize(6)
                .doesNotContainAnyElementsOf(split.train().rows());
        assertThat(table.split(0.8, 3).train().rows()).isEqualTo(split.train().rows());
        assertThat(table.split(0.8, 4).train().rows())
                .isNotEqualTo(split.train().rows());
        for (double share : new double[] {0, 1, Double.NaN}) {
            assertInvalid(() -> table.split(share, 1), "", "between 0 and 1");
        }
    }

    @Test
    void whatIsLearntOfColumnsComesFromTheTrainingPartAlone() {
        CsvTable train = numbered(10).read();
        CsvTable validation = numbered(1000).read();
        TrainedModel trained = trainer().fit(Split.of(train, validation));
        assertThat(trained.description().preprocessing()).containsEntry("column.1", "numeric,n,5.5,2.8722813232690143");
        assertThat(trained.description().task()).isEqualTo("tabular-classification");
        assertThat(trained.description().lineage().get("dataset.sha256"))
                .isNotEqualTo(trained.description().lineage().get("validation.sha256"));
    }

    @Test
    void validationRowWithATextThatWasNotLearntIsSkippedAndReported() {
        CsvTable train = table("town,class\nBern,a\nParis,b\n")
                .label("class")
                .categorical("town")
                .read();
        CsvTable.Builder more =
                table("town,class\nBern,a\nParis,b\nRome,a\n").label("class").categorical("town");
        TrainedModel trained = trainer().fit(Split.of(train, more.read()));
        assertThat(trained.skipped())
                .extracting(Skipped::why)
                .containsExactly("'town' is 'Rome', which no row to learn from has");
        assertThat(trained.description().preprocessing()).containsEntry("column.1", "categorical,town,Bern,Paris");
        assertInvalid(
                () -> trainer()
                        .fit(Split.of(train, more.onUnreadable(Unreadable.FAIL).read())),
                "bad_row",
                "row 3 (line 4) can't be learned from");
    }

    @Test
    void rowsSkippedAtReadingAreReportedOnceByTheModel() {
        CsvTable table = people(PEOPLE + "Ed,,Bern,1,a\n").read();
        Split<CsvTable> whole = Split.of(table, table);
        assertThat(trainer().fit(whole).skipped()).isEqualTo(table.skipped()).hasSize(1);
    }

    @Test
    void rowsCannotBeVaried() {
        assertInvalid(
                () -> trainer()
                        .augment(new Augmentation(true, 0))
                        .fit(numbered(10).read().split(0.5, 1)),
                "",
                "leave out Trainer.augment");
    }

    @Test
    void checkpointsOfOtherRowsAreRefused() {
        trainer().checkpointTo(bucket, "run/").fit(numbered(10).read().split(0.5, 1));
        assertThatThrownBy(() -> trainer()
                        .checkpointTo(bucket, "run/")
                        .fit(numbered(12).read().split(0.5, 1)))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.reason()).isEqualTo("other_training"))
                .hasMessageContaining("train.sha256");
    }

    private static Trainer<CsvTable> trainer() {
        return Trainer.of(TabularClassifier.logisticRegression()).epochs(1);
    }

    private static String inputs(CsvTable table) {
        Map<String, String> manifest = table.learnEncoding().toManifest();
        return manifest.entrySet().stream().map(Object::toString).collect(Collectors.joining(" "));
    }

    private CsvTable.Builder people(String text) {
        return table(text).label("class").numeric("age", "height").categorical("town");
    }

    private CsvTable.Builder numbered(int rows) {
        List<String> lines = IntStream.rangeClosed(1, rows)
                .mapToObj(i -> i + (i % 2 == 0 ? ",even" : ",odd"))
                .toList();
        return table("n,class\n" + String.join("\n", lines)).label("class").numeric("n");
    }

    private CsvTable.Builder table(String text) {
        bucket.put("people.csv", text.getBytes(StandardCharsets.UTF_8));
        return CsvTable.from(bucket, "people.csv");
    }

    private static void assertInvalid(ThrowingCallable call, String reason, String said) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(CloudException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
                    assertThat(e.reason()).isEqualTo(reason);
                })
                .hasMessageContaining(said);
    }
}
