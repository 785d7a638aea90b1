package dev.welkin.storage.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.ErrorCode;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.Destination;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.StorageFeature;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Views of a bucket. */
@Requires(StorageFeature.WRITE)
public abstract class DecoratorContract extends BucketContract {
    /** For subclasses. */
    protected DecoratorContract() {}

    @Test
    void aPrefixedBucketSeesItsOwnKeysOnly() {
        Bucket tenant = bucket().prefixed("tenant/7/");
        bucket().put("other", bytes("x"));

        tenant.put("a/b", bytes("x"));

        assertThat(tenant.list("")).extracting(ObjectInfo::key).containsExactly("a/b");
        assertThat(bucket().list("")).extracting(ObjectInfo::key).containsExactly("other", "tenant/7/a/b");
        assertThat(tenant.exists("other")).isFalse();
    }

    @Test
    @Requires(StorageFeature.ANY_KEY)
    void nothingClimbsOutOfAPrefix() {
        bucket().put("other", bytes("x"));

        assertThat(bucket().prefixed("tenant/7/").exists("../../other")).isFalse();
    }

    @Test
    void aPrefixAndAKeyTogetherStayWithinTheLimit() {
        assertFails(
                ErrorCode.INVALID_ARGUMENT,
                () -> bucket().prefixed("p".repeat(100)).put("k".repeat(1000), bytes("x")));
    }

    @Test
    void aReadOnlyBucketReadsAndRefusesEveryWrite() {
        bucket().put("key", bytes("x"));
        Bucket view = bucket().readOnly();

        assertThat(view.getBytes("key")).isEqualTo(bytes("x"));
        assertFails(ErrorCode.UNSUPPORTED, () -> view.put("key", bytes("y")));
        assertFails(ErrorCode.UNSUPPORTED, () -> view.delete("key"));
        assertFails(ErrorCode.UNSUPPORTED, () -> view.deleteAll(List.of("key")));
        assertFails(ErrorCode.UNSUPPORTED, () -> view.copy("key", Destination.key("b")));
        assertThat(read("key")).isEqualTo("x");
    }

    @Test
    void aReadOnlyBucketDeclaresNoWriting() {
        assertThat(bucket().readOnly().capabilities().features())
                .doesNotContain(
                        StorageFeature.WRITE,
                        StorageFeature.CONDITIONAL_CREATE,
                        StorageFeature.CONDITIONAL_UPDATE,
                        StorageFeature.COPY,
                        StorageFeature.BULK_DELETE);
    }
}
