package dev.welkin.storage.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.ErrorCode;
import dev.welkin.storage.Destination;
import dev.welkin.storage.ObjectAttributes;
import dev.welkin.storage.PutOptions;
import dev.welkin.storage.StorageFeature;
import dev.welkin.storage.StoredObject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is stored beside the bytes. */
@Requires({StorageFeature.WRITE, StorageFeature.METADATA})
public abstract class MetadataContract extends BucketContract {
    private static final ObjectAttributes ALL = new ObjectAttributes(
            "image/png",
            "max-age=60",
            "attachment; filename=\"a b.png\"",
            "gzip",
            Map.of("title", "Zürich 中 \uD83D\uDE00\n+%20&= ", "empty", "", "_a1", "b"));

    /** For subclasses. */
    protected MetadataContract() {}

    @Test
    void attributesComeBackAsTheyWere() {
        bucket().put("key", bytes("x"), PutOptions.defaults().withAttributes(ALL));

        assertThat(bucket().head("key").attributes()).isEqualTo(ALL);
        try (StoredObject object = bucket().get("key")) {
            assertThat(object.info().attributes()).isEqualTo(ALL);
        }
    }

    @Test
    void aWriteReplacesAllAttributes() {
        bucket().put("key.txt", bytes("x"), PutOptions.defaults().withAttributes(ALL));
        bucket().put("key.txt", bytes("x"));

        assertThat(bucket().head("key.txt").attributes())
                .isEqualTo(ObjectAttributes.NONE.withContentType("text/plain"));
    }

    @Test
    void aCopyKeepsAttributes() {
        bucket().put("key", bytes("x"), PutOptions.defaults().withAttributes(ALL));
        bucket().copy("key", Destination.key("copy"));

        assertThat(bucket().head("copy").attributes()).isEqualTo(ALL);
    }

    @Test
    void namesThatSomeProviderChangesAreRefused() {
        for (String name : new String[] {"", "Title", "a-b", "1a", "a b", "é"}) {
            assertFails(ErrorCode.INVALID_ARGUMENT, () -> PutOptions.metadata(Map.of(name, "x")));
        }
    }

    @Test
    void brokenUnicodeAndLineEndsInFieldsAreRefused() {
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> PutOptions.metadata(Map.of("a", "\uD800")));
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> PutOptions.contentType("text/plain\r\nX: y"));
    }
}
