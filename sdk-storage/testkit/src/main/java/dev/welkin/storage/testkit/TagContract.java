package dev.welkin.storage.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.ErrorCode;
import dev.welkin.storage.Destination;
import dev.welkin.storage.PutOptions;
import dev.welkin.storage.StorageFeature;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tags. */
@Requires({StorageFeature.WRITE, StorageFeature.TAGS})
public abstract class TagContract extends BucketContract {
    /** For subclasses. */
    protected TagContract() {}

    @Test
    void tagsAreWrittenWithTheObject() {
        bucket().put("key", bytes("x"), PutOptions.defaults().withTags(Map.of("stage", "raw", "owner", "a b=c")));

        assertThat(bucket().tags("key")).containsOnly(Map.entry("stage", "raw"), Map.entry("owner", "a b=c"));
    }

    @Test
    void tagsAreReplacedAsAWhole() {
        bucket().put("key", bytes("x"), PutOptions.defaults().withTags(Map.of("stage", "raw")));

        bucket().setTags("key", Map.of("done", "yes", "by", "ann"));

        assertThat(bucket().tags("key")).containsOnly(Map.entry("done", "yes"), Map.entry("by", "ann"));
        assertThat(read("key")).isEqualTo("x");
    }

    @Test
    @Requires(StorageFeature.EMPTY_TAGS)
    void tagsMayBeEmpty() {
        bucket().put("key", bytes("x"), PutOptions.defaults().withTags(Map.of("stage", "raw")));

        bucket().setTags("key", Map.of("done", ""));
        assertThat(bucket().tags("key")).containsOnly(Map.entry("done", ""));

        bucket().setTags("key", Map.of());
        assertThat(bucket().tags("key")).isEmpty();
    }

    @Test
    @Requires(StorageFeature.COPY)
    void aCopyHasTheTagsToo() {
        bucket().put("key", bytes("x"), PutOptions.defaults().withTags(Map.of("stage", "raw")));

        bucket().copy("key", Destination.key("copy"));

        assertThat(bucket().tags("copy")).containsOnly(Map.entry("stage", "raw"));
    }

    @Test
    void anObjectWithoutTagsHasNone() {
        bucket().put("key", bytes("x"));

        assertThat(bucket().tags("key")).isEmpty();
    }

    @Test
    void aMissingObjectHasNoTags() {
        assertFails(ErrorCode.NOT_FOUND, () -> bucket().tags("missing"));
        assertFails(ErrorCode.NOT_FOUND, () -> bucket().setTags("missing", Map.of("a", "b")));
    }
}
