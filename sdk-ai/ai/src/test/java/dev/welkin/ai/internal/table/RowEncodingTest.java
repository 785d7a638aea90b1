package dev.welkin.ai.internal.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Rows of named values as numbers. */
class RowEncodingTest {
    private static final RowEncoding ENCODING = new RowEncoding(List.of(
            new NumericColumn("age", 40, 10), new CategoricalColumn("town", List.of("Bern", "Paris", "a,\"b\""))));

    @Example
    void numbersAreStandardisedAndTextsOneHot() {
        assertThat(ENCODING.encode(Map.of("age", 55, "town", "Paris"))).containsExactly(1.5f, 0, 1, 0);
        assertThat(ENCODING.encode(Map.of("age", 40.0, "town", "Bern"))).containsExactly(0, 1, 0, 0);
        assertThat(ENCODING.width()).isEqualTo(4);
    }

    @Example
    void encodingReadsBackFromItsManifest() {
        assertThat(RowEncoding.fromManifest(ENCODING.toManifest())).isEqualTo(ENCODING);
        assertThat(ENCODING.toManifest())
                .containsEntry("column.1", "numeric,age,40.0,10.0")
                .containsEntry("column.2", "categorical,town,Bern,Paris,\"a,\"\"b\"\"\"");
    }

    @Property
    void anyColumnReadsBackFromItsManifest(
            @ForAll String name, @ForAll double mean, @ForAll @Size(min = 1, max = 5) List<String> values) {
        RowEncoding encoding = new RowEncoding(List.of(
                new NumericColumn(name, mean, 0.1),
                new CategoricalColumn(
                        name + "2", values.stream().distinct().sorted().toList())));
        assertThat(RowEncoding.fromManifest(encoding.toManifest())).isEqualTo(encoding);
    }

    @Property
    void learntNumbersHaveMeanZeroAndDeviationOne(
            @ForAll @Size(min = 2, max = 50) List<@DoubleRange(min = -1e6, max = 1e6) Double> values) {
        double[] numbers = values.stream().mapToDouble(Double::doubleValue).toArray();
        NumericColumn column = NumericColumn.learn("x", DoubleStream.of(numbers));
        double mean = Arrays.stream(numbers).average().orElseThrow();
        double variance = Arrays.stream(numbers)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow();
        assertThat(column.mean()).isCloseTo(mean, within(1e-6));
        assertThat(column.deviation())
                .isCloseTo(variance < 1e-12 ? column.deviation() : Math.sqrt(variance), within(1e-5));
    }

    @Example
    void constantColumnKeepsDeviationOne() {
        assertThat(NumericColumn.learn("x", DoubleStream.of(0.1, 0.1, 0.1, 0.1, 0.1, 0.1)))
                .isEqualTo(new NumericColumn("x", 0.1, 1));
    }

    @Example
    void otherColumnsAreNamed() {
        assertRefused(Map.of("age", 1), "missing are [town]; it takes age (a number), town (one of [Bern, Paris");
        assertRefused(Map.of("age", 1, "town", "Bern", "Age", 2), "not known are [Age]");
        assertRefused(Map.of(), "missing are [age, town]");
    }

    @Example
    void valuesThatCannotBeAreNamedWithTheirColumn() {
        assertRefused(row("forty", "Bern"), "'age' is the String 'forty', and a number is needed");
        assertRefused(row(null, "Bern"), "'age' is missing");
        assertRefused(row(Double.NaN, "Bern"), "'age' is NaN");
        assertRefused(row(Float.POSITIVE_INFINITY, "Bern"), "'age' is Infinity");
        assertRefused(row(1e300, "Bern"), "too far from what was learnt");
        assertRefused(row(1, 7), "'town' is the Integer '7', and a text is needed");
        assertRefused(row(1, null), "'town' is missing");
        assertRefused(row(1, "bern"), "'town' is 'bern', which was not there to learn from; it knows [Bern, Paris");
    }

    @Example
    void manifestsThatSayNothingUsableAreRefused() {
        for (String record : List.of(
                "numeric,age,1",
                "numeric,age,x,1",
                "numeric,age,1,0",
                "numeric,age,NaN,1",
                "categorical,town",
                "categorical,town,b,a",
                "categorical,town,a,a",
                "text,town,a",
                "\"a",
                "numeric,a,1,1\nnumeric,b,1,1")) {
            assertThatThrownBy(() -> RowEncoding.fromManifest(Map.of("column.1", record)))
                    .as(record)
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
        }
        assertThatThrownBy(() -> RowEncoding.fromManifest(Map.of())).isInstanceOf(CloudException.class);
        assertThatThrownBy(() ->
                        RowEncoding.fromManifest(Map.of("column.1", "numeric,a,1,1", "column.2", "numeric,a,1,1")))
                .isInstanceOf(CloudException.class);
    }

    private static Map<String, @Nullable Object> row(@Nullable Object age, @Nullable Object town) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("age", age);
        row.put("town", town);
        return row;
    }

    private static void assertRefused(Map<String, ? extends @Nullable Object> row, String why) {
        assertThatThrownBy(() -> ENCODING.encode(row))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
                .hasMessageContaining(why);
    }
}
