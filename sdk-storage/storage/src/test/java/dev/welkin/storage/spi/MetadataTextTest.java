package dev.welkin.storage.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;

class MetadataTextTest {
    @Property
    void everyValueComesBack(@ForAll @CharRange(from = '\u0000', to = '\uD7FF') String value) {
        String field = MetadataText.encode(value);

        assertThat(field).matches("[\\x20-\\x7e]+").isEqualTo(field.strip());
        assertThat(MetadataText.decode(field)).isEqualTo(value);
    }

    @Example
    void aPairOfSurrogatesComesBack() {
        assertThat(MetadataText.decode(MetadataText.encode("\uD83D\uDE00"))).isEqualTo("\uD83D\uDE00");
    }

    @Example
    void plainTextStaysReadable() {
        assertThat(MetadataText.encode("max 60 s; a=b")).isEqualTo("max 60 s; a=b");
    }

    @Example
    void aValueThatLooksEncodedIsNotTakenForItsMeaning() {
        String value = "=?UTF-8?B?YQ==?=";

        assertThat(MetadataText.decode(MetadataText.encode(value))).isEqualTo(value);
    }

    @Example
    void wordsOfOthersAreRead() {
        assertThat(MetadataText.decode("=?UTF-8?Q?Z=C3=BCrich_1?=")).isEqualTo("Z\u00FCrich 1");
        assertThat(MetadataText.decode("=?utf-8?b?YQ==?= =?UTF-8?Q?b?=")).isEqualTo("ab");
    }

    @Example
    void whatOnlyLooksLikeAWordStaysAsItIs() {
        for (String field : List.of(
                "=?",
                "=?UTF-8?B?",
                "=?UTF-8?B?=",
                "=?UTF-8?B?!?=",
                "=?UTF-8?B?%%%?=",
                "=?UTF-8?B?/w==?=",
                "=?UTF-8?Q?=G1?=",
                "=?ISO-8859-1?Q?a?=")) {
            assertThat(MetadataText.decode(field)).isEqualTo(field);
        }
    }
}
