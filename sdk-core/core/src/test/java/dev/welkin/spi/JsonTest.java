package dev.welkin.spi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void fieldsAreReadByTheirNames() {
        Json json = read("{\"name\":\"a\",\"size\":12,\"done\":true,\"inner\":{\"list\":[{\"x\":\"1\"},\"2\"]}}");

        assertThat(json.isObject()).isTrue();
        assertThat(json.text("name")).isEqualTo("a");
        assertThat(json.number("size")).hasValue(12);
        assertThat(json.text("size")).isEqualTo("12");
        assertThat(json.text("done")).isEqualTo("true");
        assertThat(json.at("inner").at("list").isList()).isTrue();
        assertThat(json.at("inner").at("list").items())
                .extracting(item -> item.text("x"), Json::text)
                .containsExactly(tuple("1", ""), tuple("", "2"));
        assertThat(json.fields().keySet()).containsExactly("name", "size", "done", "inner");
    }

    @Test
    void theFirstFieldWithATextGivesIt() {
        Json json = read("{\"a\":null,\"b\":\"\",\"c\":{},\"d\":\"x\",\"e\":\"y\"}");

        assertThat(json.text("missing", "a", "b", "c", "d", "e")).isEqualTo("x");
        assertThat(json.text("a", "c")).isEmpty();
    }

    @Test
    void whatIsNotThereIsEmpty() {
        Json none = read("{}").at("missing");

        assertThat(none.isObject()).isFalse();
        assertThat(none.isList()).isFalse();
        assertThat(none.text()).isEmpty();
        assertThat(none.items()).isEmpty();
        assertThat(none.fields()).isEmpty();
        assertThat(none.at("deeper").number("size")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "\"12\"", "9223372036854775808", "null", "{}"})
    void whatIsNoWholeNumberIsNone(String value) {
        assertThat(read("{\"size\":" + value + "}").number("size")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{\"a\":1", "{\"a\":1} {}", "{\"a\":1,\"a\":2}", "{'a':1}", "[1,]", "nul"})
    void whatIsNoJsonIsNotThere(String document) {
        Json json = read(document);

        assertThat(json.isObject()).isFalse();
        assertThat(json.isList()).isFalse();
        assertThat(json.text()).isEmpty();
    }

    @Test
    void depthIsBounded() {
        assertThat(read(nested(Json.MAX_DEPTH)).isList()).isTrue();
        assertThat(read(nested(Json.MAX_DEPTH + 1)).isList()).isFalse();
        assertThat(read(nested(1_000_000)).isList()).isFalse();
    }

    @Test
    void itPrintsNothingOfWhatItHolds() {
        assertThat(read("{\"token\":\"canary\"}")).hasToString("Json[***]");
    }

    @Test
    void whatIsWrittenIsInOrder() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("text", "a\"\n");
        fields.put("numbers", List.of(1, 2L, 0.5));
        fields.put("truth", true);
        fields.put("map", Map.of("x", ""));
        fields.put("read", read("[null,1.50]"));

        assertThat(Json.of(fields).bytes())
                .asString(UTF_8)
                .isEqualTo(
                        "{\"text\":\"a\\\"\\n\",\"numbers\":[1,2,0.5],\"truth\":true,\"map\":{\"x\":\"\"},\"read\":[null,1.5]}");
    }

    @Test
    void objectsOfAnyClassAreNotWritten() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Json.of(Map.of("a", new StringBuilder())).bytes())
                .withMessageContaining("StringBuilder");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNoFiniteNumberIsNotWritten(double number) {
        assertThatIllegalArgumentException().isThrownBy(() -> Json.of(Map.of("a", number)));
    }

    @Test
    void halfACharacterIsNotWrittenAsAnother() {
        Json json = Json.of(Map.of("a", "canary \uD83D"));

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(json::bytes)
                .returns(ErrorCode.INVALID_ARGUMENT, CloudException::code)
                .withMessageContaining("half of a surrogate pair")
                .withMessageNotContaining("canary");
    }

    @Property(tries = 200)
    void textsSurvive(@ForAll String name, @ForAll String value) {
        Assume.that(UTF_8.newEncoder().canEncode(name) && UTF_8.newEncoder().canEncode(value)); // no half of a pair

        assertThat(Json.read(Json.of(Map.of(name, value)).bytes()).text(name)).isEqualTo(value);
    }

    private static Json read(String document) {
        return Json.read(document.getBytes(UTF_8));
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }
}
