package dev.welkin.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

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
    void whatOnlyLooksLikeAWordStaysAsItIs() {
        assertThat(MetadataText.decode("=?UTF-8?B?%%%?=")).isEqualTo("=?UTF-8?B?%%%?=");
        assertThat(MetadataText.decode("=?UTF-8?Q?=G1?=")).isEqualTo("=?UTF-8?Q?=G1?=");
    }
}
