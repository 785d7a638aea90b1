package dev.welkin.storage.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.ErrorCode;
import dev.welkin.storage.ByteRange;
import dev.welkin.storage.Destination;
import dev.welkin.storage.GetOptions;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.PutOptions;
import dev.welkin.storage.StorageFeature;
import dev.welkin.storage.VersionToken;
import org.junit.jupiter.api.Test;

/** Reads and writes on conditions. */
@Requires(StorageFeature.WRITE)
public abstract class ConditionalContract extends BucketContract {
    private static final PutOptions CREATE = PutOptions.mode(PutMode.create());

    /** For subclasses. */
    protected ConditionalContract() {}

    @Test
    @Requires(StorageFeature.CONDITIONAL_CREATE)
    void createSucceedsOnce() {
        bucket().put("key", bytes("first"), CREATE);

        assertFails(ErrorCode.ALREADY_EXISTS, () -> bucket().put("key", bytes("second"), CREATE));
        assertThat(read("key")).isEqualTo("first");
    }

    @Test
    @Requires(StorageFeature.CONDITIONAL_CREATE)
    void whatWasDeletedCanBeCreatedAgain() {
        bucket().put("key", bytes("first"), CREATE);
        bucket().delete("key");

        bucket().put("key", bytes("second"), CREATE);

        assertThat(read("key")).isEqualTo("second");
    }

    @Test
    @Requires(StorageFeature.CONDITIONAL_CREATE)
    void aCopyCanBeMadeOnConditionToo() {
        bucket().put("a", bytes("a"));
        bucket().put("b", bytes("b"));

        assertFails(
                ErrorCode.ALREADY_EXISTS,
                () -> bucket().copy("a", Destination.key("b").withMode(PutMode.create())));
        assertThat(read("b")).isEqualTo("b");
    }

    @Test
    @Requires(StorageFeature.CONDITIONAL_UPDATE)
    void updateNeedsTheCurrentVersion() {
        VersionToken first = bucket().put("key", bytes("1")).token();
        VersionToken second = bucket().put("key", bytes("2"), update(first)).token();

        assertFails(ErrorCode.PRECONDITION_FAILED, () -> bucket().put("key", bytes("3"), update(first)));
        assertThat(read("key")).isEqualTo("2");
        assertThat(bucket().head("key").token()).isEqualTo(second);
    }

    @Test
    @Requires(StorageFeature.CONDITIONAL_UPDATE)
    void aMissingObjectHasNoVersionToUpdate() {
        VersionToken gone = bucket().put("key", bytes("1")).token();
        bucket().delete("key");

        assertFails(ErrorCode.PRECONDITION_FAILED, () -> bucket().put("key", bytes("2"), update(gone)));
        assertThat(bucket().exists("key")).isFalse();
    }

    @Test
    @Requires({StorageFeature.CONDITIONAL_UPDATE, StorageFeature.UNIQUE_TOKENS})
    void aTokenNeverComesBack() {
        VersionToken before = bucket().put("key", bytes("same")).token();
        bucket().delete("key");
        bucket().put("key", bytes("same"));

        assertFails(ErrorCode.PRECONDITION_FAILED, () -> bucket().put("key", bytes("2"), update(before)));
    }

    @Test
    @Requires(StorageFeature.CONDITIONAL_READ)
    void readsMindTheirConditions() {
        ObjectInfo first = bucket().put("key", bytes("1"));
        ObjectInfo second = bucket().put("key", bytes("2"));

        assertThat(bucket().getBytes("key", GetOptions.ifMatch(second.token()))).isEqualTo(bytes("2"));
        assertThat(bucket().getBytes("key", GetOptions.ifNoneMatch(first.token())))
                .isEqualTo(bytes("2"));
        assertFails(ErrorCode.PRECONDITION_FAILED, () -> bucket().getBytes("key", GetOptions.ifMatch(first.token())));
        assertFails(
                ErrorCode.PRECONDITION_FAILED, () -> bucket().getBytes("key", GetOptions.ifNoneMatch(second.token())));
    }

    @Test
    @Requires({StorageFeature.CONDITIONAL_READ, StorageFeature.RANGE})
    void theLastBytesOfAnEmptyObjectMindTheirConditions() {
        VersionToken full = bucket().put("key", bytes("1")).token();
        VersionToken empty = bucket().put("key", new byte[0]).token();
        GetOptions last = GetOptions.range(ByteRange.last(5));

        assertThat(bucket().getBytes("key", last.withIfMatch(empty))).isEmpty();
        assertThat(bucket().getBytes("key", last.withIfNoneMatch(full))).isEmpty();
        assertFails(ErrorCode.PRECONDITION_FAILED, () -> bucket().getBytes("key", last.withIfMatch(full)));
        assertFails(ErrorCode.PRECONDITION_FAILED, () -> bucket().getBytes("key", last.withIfNoneMatch(empty)));
    }

    private static PutOptions update(VersionToken token) {
        return PutOptions.mode(PutMode.update(token));
    }
}
