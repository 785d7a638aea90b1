package dev.welkin.spi;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ShownTest {
    @Test
    void plainTextShowsAsItIs() {
        assertThat(Shown.of("photos/ä/猫.jpg")).isEqualTo("photos/ä/猫.jpg");
    }

    @Test
    void aLineBreakCannotForgeALogLine() {
        assertThat(Shown.of("a\r\nERROR forged\u2028b")).isEqualTo("a\\r\\nERROR forged\\u2028b");
    }

    @Test
    void ansiAndDirectionMarksAreEscaped() {
        assertThat(Shown.of("\u001b[31mred\u202e")).isEqualTo("\\u001b[31mred\\u202e");
    }

    @Test
    void longTextIsCutAndSaysHowMuchIsMissing() {
        assertThat(Shown.of("x".repeat(201))).isEqualTo("x".repeat(200) + "..(+1)");
        assertThat(Shown.of("x".repeat(200))).isEqualTo("x".repeat(200));
    }

    @Test
    void aCutNeverSplitsACharacter() {
        assertThat(Shown.of("a😀b", 2)).isEqualTo("a..(+3)");
    }

    @Test
    void nullShowsAsNull() {
        assertThat(Shown.of(null)).isEqualTo("null");
    }

    @Property
    void whatIsShownHoldsNoControlCharacterAndIsBounded(@ForAll String any) {
        String shown = Shown.of(any);
        assertThat(shown.codePoints()).noneMatch(Character::isISOControl);
        assertThat(shown.length()).isLessThanOrEqualTo(Shown.MAX_CHARS * 6 + 20);
    }
}
