package dev.welkin.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterProperty;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an encrypted bucket withstands. */
class EncryptionTest {
    private static final int FRAME = 64 << 10;
    private static final KeyProvider KEYS = KeyProvider.local("k1", key(1));

    private final Cloud cloud = Cloud.inMemory();
    private final Bucket below = Bucket.open(cloud);
    private final Bucket bucket = below.encrypted(KEYS);

    @AfterEach
    @AfterProperty
    void close() {
        cloud.close();
    }

    @Test
    void nothingOfTheContentIsReadableBelow() {
        bucket.put("key", "attack at dawn".repeat(100).getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(new String(below.getBytes("key"), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("attack", "dawn");
    }

    @Test
    void theSameContentIsNeverTheSameBelow() {
        bucket.put("a", new byte[100]);
        byte[] first = below.getBytes("a");
        bucket.put("a", new byte[100]);

        assertThat(below.getBytes("a")).isNotEqualTo(first);
    }

    @Test
    void sizesAreThoseOfTheContent() {
        for (int size : new int[] {0, 1, FRAME - 1, FRAME, FRAME + 1, 3 * FRAME}) {
            assertThat(bucket.put("key", content(size)).sizeBytes()).isEqualTo(size);
            assertThat(bucket.head("key").sizeBytes()).isEqualTo(size);
            assertThat(bucket.list("").iterator().next().sizeBytes()).isEqualTo(size);
            assertThat(bucket.getBytes("key")).isEqualTo(content(size));
        }
    }

    @Property(tries = 200)
    void aRangeIsTheRangeOfTheContent(
            @ForAll @IntRange(min = 1, max = 3 * FRAME) int size,
            @ForAll @LongRange(min = 0, max = 3 * FRAME) long offset,
            @ForAll @LongRange(min = 1, max = 3 * FRAME) long length) {
        bucket.put("key", content(size));
        long from = offset % size;
        int to = (int) Math.min(size, from + length);

        assertThat(bucket.getBytes("key", GetOptions.range(ByteRange.of(from, length))))
                .isEqualTo(Arrays.copyOfRange(content(size), (int) from, to));
        assertThat(bucket.getBytes("key", GetOptions.range(ByteRange.last(length))))
                .isEqualTo(Arrays.copyOfRange(content(size), (int) Math.max(0, size - length), size));
        assertThat(bucket.getBytes("key", GetOptions.range(ByteRange.from(from))))
                .isEqualTo(Arrays.copyOfRange(content(size), (int) from, size));
    }

    @Property(tries = 200)
    void anAlteredBitIsFound(
            @ForAll @IntRange(min = 0, max = 2 * FRAME + 10) int size, @ForAll @LongRange(min = 0) long where) {
        bucket.put("key", content(size));
        byte[] stored = below.getBytes("key");
        stored[(int) (where / 8 % stored.length)] ^= (byte) (1 << (where % 8));
        replace("key", stored);

        assertCorrupted(() -> bucket.getBytes("key"));
    }

    @Property(tries = 200)
    void aCutIsFound(@ForAll @IntRange(min = 0, max = 2 * FRAME + 10) int size, @ForAll @LongRange(min = 0) long at) {
        bucket.put("key", content(size));
        byte[] stored = below.getBytes("key");
        replace("key", Arrays.copyOf(stored, (int) (at % stored.length)));

        assertCorrupted(() -> bucket.getBytes("key"));
    }

    @Test
    void aCutAtAFrameIsFoundFromItsEndToo() {
        bucket.put("key", content(3 * FRAME));
        byte[] stored = below.getBytes("key");
        replace("key", Arrays.copyOf(stored, 2 * (FRAME + 28)));

        assertCorrupted(() -> bucket.getBytes("key", GetOptions.range(ByteRange.last(10))));
    }

    @Test
    void appendedBytesAreFound() {
        bucket.put("key", content(10));
        byte[] stored = below.getBytes("key");
        replace("key", Arrays.copyOf(stored, stored.length + 28));

        assertCorrupted(() -> bucket.getBytes("key"));
    }

    @Test
    void swappedFramesAreFound() {
        bucket.put("key", content(2 * FRAME));
        byte[] stored = below.getBytes("key");
        byte[] swapped = stored.clone();
        System.arraycopy(stored, 0, swapped, FRAME + 28, FRAME + 28);
        System.arraycopy(stored, FRAME + 28, swapped, 0, FRAME + 28);
        replace("key", swapped);

        assertCorrupted(() -> bucket.getBytes("key"));
    }

    @Test
    void anObjectUnderAnotherKeyIsFound() {
        bucket.put("balance/alice", content(10));
        below.copy("balance/alice", Destination.key("balance/mallory"));

        assertCorrupted(() -> bucket.getBytes("balance/mallory"));
    }

    @Test
    void framesOfAnotherVersionAreFound() {
        bucket.put("key", content(2 * FRAME));
        byte[] old = below.getBytes("key");
        bucket.put("key", content(2 * FRAME));
        byte[] mixed = below.getBytes("key");
        System.arraycopy(old, 0, mixed, 0, FRAME + 28);
        replace("key", mixed);

        assertCorrupted(() -> bucket.getBytes("key"));
    }

    @Test
    void aPlainObjectIsToldAsSuch() {
        below.put("plain", new byte[100]);

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bucket.getBytes("plain"))
                .returns("not_encrypted", CloudException::reason);
    }

    @Test
    void keysRotateAndOldObjectsStayReadable() {
        bucket.put("old", content(10));
        Bucket rotated = below.encrypted(KeyProvider.local("k2", Map.of("k1", key(1), "k2", key(2))));
        rotated.put("new", content(20));

        assertThat(rotated.getBytes("old")).isEqualTo(content(10));
        assertThat(rotated.getBytes("new")).isEqualTo(content(20));
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> bucket.getBytes("new"))
                .withMessageContaining("k2")
                .returns(ErrorCode.PERMISSION_DENIED, CloudException::code);
    }

    @Test
    void aWrongKeyOfTheRightNameIsFound() {
        bucket.put("key", content(10));

        assertCorrupted(() -> below.encrypted(KeyProvider.local("k1", key(9))).getBytes("key"));
    }

    @Test
    void aKeyThatIsNoneSaysHowToMakeOne() {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> KeyProvider.local("k", Secret.of("hunter2")))
                .withMessageContaining("openssl rand -base64 32")
                .withMessageNotContaining("hunter2");
    }

    private void replace(String key, byte[] stored) {
        below.put(key, stored, PutOptions.metadata(below.head(key).metadata()));
    }

    private static void assertCorrupted(ThrowingCallable call) {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(call)
                .returns(ErrorCode.CORRUPTED, CloudException::code);
    }

    private static Secret key(int seed) {
        byte[] bytes = new byte[32];
        new Random(seed).nextBytes(bytes);
        return Secret.of(Base64.getEncoder().encodeToString(bytes));
    }

    private static byte[] content(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
