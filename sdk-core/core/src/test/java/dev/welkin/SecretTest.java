package dev.welkin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretTest {
    private static final Secret SECRET = Secret.of("canary-7f3a");

    @Test
    void printsThreeStarsWhereverItStands() {
        assertThat(SECRET).hasToString("***");
        assertThat(Map.of("key", List.of(SECRET))).hasToString("{key=[***]}");
        assertThat(String.format("%s %10s", SECRET, SECRET)).isEqualTo("***        ***");
    }

    @Test
    void hasNoSerialForm() {
        assertThatThrownBy(() -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(SECRET))
                .isInstanceOf(NotSerializableException.class);
    }

    @Test
    void equalsByValueAndHashesToNothing() {
        assertThat(SECRET).isEqualTo(Secret.of("canary-7f3a")).isNotEqualTo(Secret.of("other"));
        assertThat(SECRET.hashCode()).isEqualTo(Secret.of("other").hashCode());
    }

    @Test
    void revealsItsValueToTheOneWhoAsks() {
        assertThat(SECRET.reveal()).isEqualTo("canary-7f3a");
    }
}
