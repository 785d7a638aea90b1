package dev.welkin.storage.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MetadataTextTest {
    @Property
    void everyTextComesBackAndFitsIntoAHeader(@ForAll String text) {
        String whole = new String(text.getBytes(UTF_8), UTF_8);
        String field = MetadataText.encode(whole);

        assertThat(MetadataText.decode(field)).isEqualTo(whole);
        assertThat(field).matches("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?");
    }

    @Test
    void plainTextGoesAsItIs() {
        assertThat(MetadataText.encode("a b=c;100%")).isEqualTo("a b=c;100%");
        assertThat(MetadataText.encode("=?x")).startsWith("=?UTF-8?B?");
    }

    @Test
    void whatOthersWroteStaysAsItIs() {
        for (String field : new String[] {
            "=?", "=?UTF-8?B?", "=?UTF-8?B?=", "=?UTF-8?B?!?=", "=?UTF-8?B?/w==?=", "=?ISO-8859-1?Q?a?="
        }) {
            assertThat(MetadataText.decode(field)).isEqualTo(field);
        }
    }
}
