package dev.welkin.storage.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class KeyPathsTest {
    @Test
    void anOrdinaryKeyIsItsOwnPath() {
        assertThat(KeyPaths.encode("photos/2024/cat-01.tar.gz")).isEqualTo("photos/2024/cat-01.tar.gz");
    }

    @Test
    void whatIsNotOrdinaryIsMarked() {
        assertThat(KeyPaths.encode("README.md")).isEqualTo("^readme.^md");
        assertThat(KeyPaths.encode("../x")).isEqualTo(".%2E/x");
        assertThat(KeyPaths.encode("a//b/")).isEqualTo("a/%/b/%");
        assertThat(KeyPaths.encode("con.txt")).isEqualTo("%63on.txt");
        assertThat(KeyPaths.encode("é")).isEqualTo("%C3%A9");
    }

    @Property
    void everyKeyComesBackFromItsPath(@ForAll("keys") String key) {
        assertThat(KeyPaths.decodePath(KeyPaths.encode(key))).isEqualTo(key);
    }

    @Property
    void everyNameFitsEveryFileSystem(@ForAll("keys") String key) {
        assertThat(KeyPaths.encode(key).split("/", -1)).allSatisfy(name -> {
            assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(1, 254);
            assertThat(name)
                    .matches("[a-z0-9A-F !#$&'()+,\\-.;=@\\[\\]_{}^%]+")
                    .doesNotEndWith(".")
                    .doesNotEndWith(" ");
        });
    }

    @Property
    void keysThatDifferHavePathsThatDifferEvenWithoutCase(@ForAll("keys") String one, @ForAll("keys") String other) {
        assertThat(folded(one).equals(folded(other))).isEqualTo(one.equals(other));
    }

    @Provide
    Arbitrary<String> keys() {
        Arbitrary<String> plain = Arbitraries.strings()
                .withChars("aAbBkKéE%^+./ cCoOnN~中")
                .ofMinLength(1)
                .ofMaxLength(600);
        Arbitrary<String> any = Arbitraries.strings()
                .ofMinLength(1)
                .ofMaxLength(300)
                .filter(s -> StandardCharsets.UTF_8.newEncoder().canEncode(s));
        Arbitrary<String> few = Arbitraries.of("a", "A", "aA", "Aa", "a.", "a%", "con", "CON", "é", "e\u0301");
        return Arbitraries.oneOf(plain, any, few);
    }

    private static String folded(String key) {
        return KeyPaths.encode(key).toLowerCase(Locale.ROOT);
    }
}
