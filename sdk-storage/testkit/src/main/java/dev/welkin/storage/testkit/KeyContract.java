package dev.welkin.storage.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.ObjectKey;
import dev.welkin.storage.StorageFeature;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys that look like something else. */
@Requires(StorageFeature.WRITE)
public abstract class KeyContract extends BucketContract {
    private static final List<String> SHAPES =
            List.of("../up", "..", ".", "a/../../b", "a/./b", "a\\b", "C:\\x", "aux.", "trailing.", "dots./x");

    /** For subclasses. */
    protected KeyContract() {}

    @Test
    void hostileKeysAreKeysLikeOthers() {
        List<String> keys = List.of(
                "CON",
                "con",
                "con.txt",
                "nul",
                "trailing ",
                " leading",
                "~",
                "%41",
                "a%",
                "%",
                "%+",
                "^a",
                ".%welkin/lock",
                "a&b=?#x;y+z",
                "d ü/中+a%20&=?#x/y",
                "*?\"<>|:");

        putAll(keys);
    }

    @Test
    @Requires(StorageFeature.FLAT_KEYS)
    void slashesMayStandAnywhere() {
        putAll(List.of("/etc/passwd", "a//b", "a/", "/", "//", "d ü/中+a%20&=?#x//y"));
    }

    @Test
    void aSlashAnywhereIsStoredAsItIsOrRefused() {
        assertHolds(stored(List.of("/etc/passwd", "c//b", "d/", "/", "//", "e ü/中+a%20&=?#x//y")));
    }

    @Test
    @Requires(StorageFeature.ANY_KEY)
    void keysMayHaveAnyShape() {
        putAll(SHAPES);
    }

    @Test
    @Requires(StorageFeature.ANY_KEY)
    void keysMayHaveHundredsOfSegments() {
        putAll(List.of("a/".repeat(longest() / 2)));
    }

    @Test
    void aKeyOfAnyShapeIsStoredAsItIsOrRefused() {
        assertHolds(stored(SHAPES));
    }

    @Test
    void keysThatDifferOnlyInCaseOrUnicodeFormAreDifferent() {
        putAll(List.of("readme.md", "README.md", "Readme.md", "rEADME.MD", "é", "e\u0301", "ß", "SS", "ss", "ı", "i"));
    }

    @Test
    @Requires(StorageFeature.FLAT_KEYS)
    void anObjectMayHaveTheNameOfAFolder() {
        putAll(List.of("a", "a/b", "a/b/c", "a/b/c/d", "a%", "x/y/z", "x/y", "x"));

        bucket().delete("a/b/c/d");
        bucket().put("a", bytes("again"));

        assertThat(read("a")).isEqualTo("again");
        assertThat(read("a/b/c")).isEqualTo("a/b/c");
    }

    @Test
    void keysMayHaveAllTheBytesThatAreAllowed() {
        int most = longest();
        putAll(List.of(
                "k".repeat(most),
                "k".repeat(most - 1),
                "K".repeat(most),
                "k".repeat(240),
                "z".repeat(240) + "/x",
                "k".repeat(241),
                "é".repeat(most / 2),
                "\uD83D\uDE00".repeat(most / 4)));
    }

    @Test
    void badKeysAreRefusedBeforeAnythingIsSent() {
        for (String key : List.of(
                "",
                "k".repeat(1025),
                "é".repeat(513),
                "a\0b",
                "a\nb",
                "\u007f",
                "\u0085",
                "\uD800",
                "\uDC00x",
                "\uFFFF")) {
            assertFails(ErrorCode.INVALID_ARGUMENT, () -> bucket().put(key, bytes("x")));
            assertFails(ErrorCode.INVALID_ARGUMENT, () -> bucket().getBytes(key));
            assertFails(ErrorCode.INVALID_ARGUMENT, () -> bucket().delete(key));
        }
        assertThat(bucket().list("")).isEmpty();
    }

    private int longest() {
        return (int) bucket().capabilities().limit("maxKeyBytes").orElse(ObjectKey.MAX_BYTES);
    }

    /** Puts each key and returns those that were not refused. */
    private List<String> stored(List<String> keys) {
        List<String> stored = new ArrayList<>();
        for (String key : keys) {
            try {
                bucket().put(key, bytes(key));
                stored.add(key);
            } catch (CloudException e) {
                assertThat(e.code()).as(e.getMessage()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
            }
        }
        return stored;
    }

    private void putAll(List<String> keys) {
        keys.forEach(key -> bucket().put(key, bytes(key)));

        assertHolds(keys);
    }

    private void assertHolds(List<String> keys) {
        assertThat(bucket().list("")).extracting(ObjectInfo::key).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(keys).allSatisfy(key -> assertThat(read(key)).isEqualTo(key));
    }
}
