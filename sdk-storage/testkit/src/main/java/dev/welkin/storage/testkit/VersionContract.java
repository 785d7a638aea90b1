package dev.welkin.storage.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.ErrorCode;
import dev.welkin.storage.ByteRange;
import dev.welkin.storage.GetOptions;
import dev.welkin.storage.ObjectVersion;
import dev.welkin.storage.StorageFeature;
import dev.welkin.storage.VersionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Kept versions. */
@Requires({StorageFeature.WRITE, StorageFeature.VERSIONS})
public abstract class VersionContract extends BucketContract {
    /** For subclasses. */
    protected VersionContract() {}

    @Test
    void everyWriteIsKeptNewestFirst() {
        VersionId first = put("key", "1");
        VersionId second = put("key", "2");

        assertThat(versions("")).extracting(ObjectVersion::id).containsExactly(second, first);
        assertThat(versions("")).extracting(ObjectVersion::current).containsExactly(true, false);
        assertThat(bucket().getBytes("key", GetOptions.version(first))).isEqualTo(bytes("1"));
        assertThat(bucket().head("key", first).sizeBytes()).isEqualTo(1);
        assertThat(read("key")).isEqualTo("2");
    }

    @Test
    void aDeleteLeavesAMarkAndTheVersions() {
        VersionId first = put("key", "1");
        bucket().delete("key");

        assertThat(bucket().exists("key")).isFalse();
        assertThat(versions("")).extracting(ObjectVersion::deleted).containsExactly(true, false);
        assertThat(bucket().getBytes("key", GetOptions.version(first))).isEqualTo(bytes("1"));
    }

    @Test
    void deletingTheMarkBringsTheObjectBack() {
        put("key", "1");
        bucket().delete("key");

        bucket().delete("key", versions("").get(0).id());

        assertThat(read("key")).isEqualTo("1");
    }

    @Test
    @Requires(StorageFeature.COPY)
    void aVersionCanBeRestored() {
        VersionId first = put("key", "1");
        put("key", "2");

        bucket().restore("key", first);

        assertThat(read("key")).isEqualTo("1");
        assertThat(versions("")).hasSize(3);
    }

    @Test
    void aVersionCanBeDeletedForGood() {
        VersionId first = put("key", "1");
        put("key", "2");

        bucket().delete("key", first);
        bucket().delete("key", first);

        assertThat(versions("")).hasSize(1);
        assertFails(ErrorCode.NOT_FOUND, () -> bucket().head("key", first));
        assertFails(ErrorCode.NOT_FOUND, () -> bucket().getBytes("key", GetOptions.version(first)));
        assertThat(read("key")).isEqualTo("2");
    }

    @Test
    void versionsAreListedByPrefix() {
        put("a/1", "x");
        put("b/1", "x");

        assertThat(versions("b/")).extracting(ObjectVersion::key).containsExactly("b/1");
    }

    @Test
    @Requires(StorageFeature.RANGE)
    void theLastBytesOfAnEmptyVersionAreNone() {
        VersionId empty = put("key", "");
        put("key", "2");

        assertThat(bucket().getBytes("key", GetOptions.version(empty).withRange(ByteRange.last(5))))
                .isEmpty();
    }

    private VersionId put(String key, String text) {
        return Objects.requireNonNull(
                bucket().put(key, bytes(text)).version(), "a bucket with VERSIONS names each version it writes");
    }

    private List<ObjectVersion> versions(String prefix) {
        List<ObjectVersion> all = new ArrayList<>();
        bucket().versions(prefix).forEach(all::add);
        return all;
    }
}
