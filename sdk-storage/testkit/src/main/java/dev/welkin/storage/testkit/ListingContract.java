package dev.welkin.storage.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.storage.BucketListing;
import dev.welkin.storage.ListOptions;
import dev.welkin.storage.ObjectAttributes;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.StorageFeature;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Listings: order, prefixes, pages. */
@Requires(StorageFeature.WRITE)
public abstract class ListingContract extends BucketContract {
    /** For subclasses. */
    protected ListingContract() {}

    @Test
    void anEmptyBucketListsNothing() {
        assertThat(bucket().list("")).isEmpty();
    }

    @Test
    void keysComeInTheOrderOfTheirUtf8Bytes() {
        List<String> keys = List.of(
                "A", "Z", "a ", "a!b", "a-", "a.b", "a/b", "a/b-c", "a/c/d", "a0", "aa", "z", "é", "中", "\uFFFD");
        putShuffled(keys);

        assertThat(keys(ListOptions.defaults())).containsExactlyElementsOf(keys);
        assertThat(keys(ListOptions.defaults().withPageSize(1))).containsExactlyElementsOf(keys);
    }

    @Test
    @Requires(StorageFeature.UTF8_ORDER)
    void charactersBeyondTheBasicPlaneComeLast() {
        List<String> keys = List.of("a", "中", "\uE000", "\uFFFD", "\uD800\uDC00", "\uD83D\uDE00");
        putShuffled(keys);

        assertThat(keys(ListOptions.defaults())).containsExactlyElementsOf(keys);
        assertThat(keys(ListOptions.defaults().withPageSize(1))).containsExactlyElementsOf(keys);
    }

    @Test
    @Requires(StorageFeature.FLAT_KEYS)
    void keysComeInOrderWhereOneIsTheFolderOfAnother() {
        List<String> keys = List.of("a", "a ", "a!b", "a-", "a/", "a//c", "a/b", "a/b/c", "a0", "aa");
        putShuffled(keys);

        assertThat(keys(ListOptions.defaults())).containsExactlyElementsOf(keys);
        assertThat(keys(ListOptions.defaults().withPageSize(1))).containsExactlyElementsOf(keys);
    }

    @Test
    void aPrefixIsTextAndNotAFolder() {
        putShuffled(List.of("photo", "photos/a", "photos/b", "photosx", "q"));

        assertThat(keys(ListOptions.prefix("photos"))).containsExactly("photos/a", "photos/b", "photosx");
        assertThat(keys(ListOptions.prefix("photos/"))).containsExactly("photos/a", "photos/b");
        assertThat(keys(ListOptions.prefix("none"))).isEmpty();
    }

    @Test
    void aDelimiterFoldsKeysIntoPrefixes() {
        putShuffled(List.of("a", "b/1", "b/2/x", "b/2/y", "c", "d/e/f"));
        BucketListing top = bucket().list(ListOptions.defaults().withDelimiter("/"));
        BucketListing inside = bucket().list(ListOptions.prefix("b/").withDelimiter("/"));

        assertThat(top).extracting(ObjectInfo::key).containsExactly("a", "c");
        assertThat(top.prefixes()).containsExactly("b/", "d/");
        assertThat(inside).extracting(ObjectInfo::key).containsExactly("b/1");
        assertThat(inside.prefixes()).containsExactly("b/2/");
    }

    @Test
    void prefixesArePagedToo() {
        putShuffled(List.of("a/1", "a/2", "b/1", "c", "d/1"));
        List<String> prefixes = new ArrayList<>();

        bucket().list(ListOptions.defaults().withDelimiter("/").withPageSize(1))
                .prefixes()
                .forEach(prefixes::add);

        assertThat(prefixes).containsExactly("a/", "b/", "d/");
    }

    @Test
    @Requires(StorageFeature.TEXT_DELIMITER)
    void aDelimiterMayBeAnyText() {
        putShuffled(List.of("2024--a", "2024--b", "2025--a", "x"));

        assertThat(bucket().list(ListOptions.defaults().withDelimiter("--")).prefixes())
                .containsExactly("2024--", "2025--");
    }

    @Test
    void aListingStartsBehindAKey() {
        putShuffled(List.of("a", "b", "b-c", "d"));

        assertThat(keys(ListOptions.defaults().withStartAfter("b"))).containsExactly("b-c", "d");
        assertThat(keys(ListOptions.defaults().withStartAfter("bb"))).containsExactly("d");
        assertThat(keys(ListOptions.prefix("b").withStartAfter("a"))).containsExactly("b", "b-c");
    }

    @Test
    void pagesJoinWithoutGapOrRepeat() {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 57; i++) {
            keys.add(String.format("folder%d/key%02d", i % 3, i));
        }
        putShuffled(keys);

        assertThat(keys(ListOptions.defaults().withPageSize(7)))
                .containsExactlyElementsOf(keys.stream().sorted().toList());
    }

    @Test
    void severalListingsGoOnSideBySide() {
        putShuffled(List.of("a", "b", "c", "d"));
        List<Iterator<ObjectInfo>> walks = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            walks.add(bucket().list(ListOptions.defaults().withPageSize(1)).iterator());
        }

        for (String key : List.of("a", "b", "c", "d")) {
            assertThat(walks).allSatisfy(walk -> assertThat(walk.next().key()).isEqualTo(key));
        }
    }

    @Test
    void entriesTellSizeAndTokenButNoAttributes() {
        ObjectInfo written = bucket().put("key.txt", bytes("12345"));

        assertThat(bucket().list(""))
                .singleElement()
                .satisfies(listed -> assertSame(listed, written.withAttributes(ObjectAttributes.NONE)));
    }

    @Test
    void whatWasDeletedIsNotListedNorItsPrefix() {
        putShuffled(List.of("a/b/c", "d"));

        bucket().delete("a/b/c");

        assertThat(keys(ListOptions.defaults())).containsExactly("d");
        assertThat(bucket().list(ListOptions.defaults().withDelimiter("/")).prefixes())
                .isEmpty();
    }

    private List<String> keys(ListOptions options) {
        return bucket().list(options).stream().map(ObjectInfo::key).toList();
    }

    private void putShuffled(List<String> keys) {
        List<String> shuffled = new ArrayList<>(keys);
        java.util.Collections.shuffle(shuffled, new java.util.Random(7));
        shuffled.forEach(key -> bucket().put(key, bytes(key)));
    }
}
