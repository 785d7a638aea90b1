package dev.welkin.storage.jclouds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SwiftMetadataTest {
    @Test
    void anyTextComesBackInWhateverOrderTheFieldsCome() {
        for (String value :
                List.of("", "plain", " blanks ", "中".repeat(400), "a b ".repeat(500), "=?UTF-8?B?x", "\u0007")) {
            List<Map.Entry<String, String>> fields = new ArrayList<>(SwiftMetadata.fields(Map.of("a_name_", value)));
            Collections.reverse(fields);

            assertThat(SwiftMetadata.read(fields)).containsExactly(Map.entry("a_name_", value));
            assertThat(fields).allSatisfy(field -> {
                assertThat(field.getKey()).matches("x-object-meta-a-name-(\\.\\d+)?");
                assertThat(field.getValue()).hasSizeBetween(1, 256).matches("[ -~]*");
            });
        }
    }

    @Test
    void whatOthersNamedIsShownWhereItIsAName() {
        assertThat(SwiftMetadata.read(List.of(
                        Map.entry("X-Object-Meta-Colour-2", "red"),
                        Map.entry("X-Object-Meta-9", "no name"),
                        Map.entry("X-Object-Meta-a.b", "no piece"),
                        Map.entry("X-Object-Sysmeta-x", "no metadata"))))
                .containsExactly(Map.entry("colour_2", "red"));
    }
}
