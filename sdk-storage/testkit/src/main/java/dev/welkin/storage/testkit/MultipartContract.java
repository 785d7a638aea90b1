package dev.welkin.storage.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.ErrorCode;
import dev.welkin.storage.MultipartUpload;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.PutOptions;
import dev.welkin.storage.StorageFeature;
import dev.welkin.storage.Transfer;
import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Writes in parts. */
@Requires({StorageFeature.WRITE, StorageFeature.MULTIPART})
public abstract class MultipartContract extends BucketContract {
    private static final PutOptions SMALL =
            PutOptions.defaults().withTransfer(Transfer.defaults().withPartBytes(16));

    /** For subclasses. */
    protected MultipartContract() {}

    @Test
    void partsBecomeOneObjectWhenTheyAreCompleted() {
        PutOptions options = SMALL.withContentType("text/plain").withMetadata(Map.of("colour", "blåu"));
        try (MultipartUpload upload = bucket().startUpload("big", options)) {
            byte[] first = content(upload.partBytes());
            if (inOrder()) {
                upload.send(1, first);
                upload.send(2, bytes("the end"));
            } else {
                upload.send(2, bytes("the end"));
                upload.send(1, first);
            }
            assertThat(bucket().exists("big")).isFalse();

            ObjectInfo written = upload.complete();

            assertThat(written.sizeBytes()).isEqualTo(first.length + 7);
            assertThat(written.token()).isEqualTo(bucket().head("big").token());
            assertThat(bucket().getBytes("big")).startsWith(first).endsWith(bytes("the end"));
        }
        assertThat(bucket().head("big").contentType()).isEqualTo("text/plain");
        assertThat(bucket().head("big").metadata()).containsExactly(Map.entry("colour", "blåu"));
    }

    @Test
    void aPartSentAgainReplacesTheFirstOrIsRefused() {
        try (MultipartUpload upload = bucket().startUpload("big", SMALL)) {
            upload.send(1, bytes("first"));
            if (inOrder()) {
                assertFails(ErrorCode.INVALID_ARGUMENT, () -> upload.send(1, bytes("again")));
            } else {
                upload.send(1, bytes("again"));
            }
            upload.complete();
        }
        assertThat(read("big")).isEqualTo(inOrder() ? "first" : "again");
    }

    @Test
    void anUploadThatIsClosedLeavesNothing() {
        try (MultipartUpload upload = bucket().startUpload("big", SMALL)) {
            upload.send(1, bytes("x"));
        }
        assertThat(bucket().exists("big")).isFalse();
        assertThat(bucket().list("")).isEmpty();
    }

    @Test
    void aMissingPartIsToldBeforeAnythingIsWritten() {
        try (MultipartUpload upload = bucket().startUpload("big", SMALL)) {
            assertFails(ErrorCode.INVALID_ARGUMENT, upload::complete);
            if (inOrder()) {
                assertFails(ErrorCode.INVALID_ARGUMENT, () -> upload.send(2, bytes("x")));
            } else {
                upload.send(2, bytes("x"));
            }
            assertFails(ErrorCode.INVALID_ARGUMENT, upload::complete);
        }
        assertThat(bucket().exists("big")).isFalse();
    }

    @Test
    @Requires(StorageFeature.CONDITIONAL_MULTIPART)
    void ofTwoUploadsThatCreateOneWins() {
        PutOptions create = SMALL.withMode(PutMode.create());
        try (MultipartUpload first = bucket().startUpload("big", create);
                MultipartUpload second = bucket().startUpload("big", create)) {
            first.send(1, bytes("first"));
            second.send(1, bytes("second"));

            first.complete();

            assertFails(ErrorCode.ALREADY_EXISTS, second::complete);
        }
        assertThat(read("big")).isEqualTo("first");
    }

    @Test
    @Requires({StorageFeature.CONDITIONAL_MULTIPART, StorageFeature.CONDITIONAL_UPDATE})
    void anUploadUpdatesTheVersionItNames() {
        ObjectInfo before = bucket().put("big", bytes("before"));
        PutOptions update = SMALL.withMode(PutMode.update(before.token()));
        try (MultipartUpload first = bucket().startUpload("big", update);
                MultipartUpload second = bucket().startUpload("big", update)) {
            first.send(1, bytes("first"));
            second.send(1, bytes("second"));

            first.complete();

            assertFails(ErrorCode.PRECONDITION_FAILED, second::complete);
        }
        assertThat(read("big")).isEqualTo("first");
    }

    @Test
    void aLargeStreamArrivesWhole() {
        byte[] large = content(20_000_003);

        ObjectInfo written = bucket().put("big", new ByteArrayInputStream(large));

        assertThat(written.sizeBytes()).isEqualTo(large.length);
        assertThat(bucket().getBytes("big")).isEqualTo(large);
    }

    /** Such backends take parts in order, each once. */
    private boolean inOrder() {
        return bucket().capabilities().limit("parallelParts").orElse(0) == 1;
    }

    private static byte[] content(long length) {
        byte[] bytes = new byte[(int) length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
