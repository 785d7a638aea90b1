package dev.welkin.storage.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.storage.Bucket;
import dev.welkin.storage.ObjectVersion;
import org.junit.jupiter.api.Test;

/** What the guide shows. */
class GcsGuideTest {
    @Test
    void aDeletedObjectCanBeBroughtBack() {
        GcsFixture fixture = GcsFixture.versioned();
        Bucket bucket = fixture.open();
        bucket.put("report.pdf", "text".getBytes(UTF_8));

        // region undelete
        bucket.delete("report.pdf");
        ObjectVersion mark = bucket.versions("report.pdf").iterator().next();
        bucket.delete(mark.key(), mark.id()); // without its mark the object is back
        // endregion

        assertThat(bucket.getBytes("report.pdf")).isEqualTo("text".getBytes(UTF_8));
        fixture.close();
    }
}
