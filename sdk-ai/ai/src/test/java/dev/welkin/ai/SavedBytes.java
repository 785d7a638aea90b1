package dev.welkin.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Function;
import java.util.zip.CRC32C;

/** What must hold for the bytes of every model that is saved. */
public final class SavedBytes {
    private SavedBytes() {}

    /** Every altered byte, every cut and every byte too many is CORRUPTED. */
    public static void assertEveryAlterationIsCorrupted(byte[] saved, Function<byte[], ?> load) {
        for (int i = 0; i < saved.length; i++) {
            byte[] altered = saved.clone();
            altered[i] ^= 1;
            assertCorrupted(altered, load);
            assertCorrupted(Arrays.copyOf(saved, i), load);
        }
        assertCorrupted(Arrays.copyOf(saved, saved.length + 1), load);
    }

    /**
     * Whoever writes any four bytes and a right checksum gets CORRUPTED or a model, never another failure and never
     * more memory than the bytes are worth.
     */
    public static void assertLiesAreCorruptedOrRead(byte[] saved, Function<byte[], ?> load) {
        int corrupted = 0;
        for (int offset = 0; offset + 2 * Integer.BYTES <= saved.length; offset++) {
            for (int lie : new int[] {-1, 0, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x7FF80000, 0x7F800000}) {
                corrupted += isCorrupted(resealed(saved, offset, lie), load) ? 1 : 0;
            }
        }
        assertThat(corrupted).isGreaterThan(saved.length / 10);
    }

    /** Writes a number over saved bytes and gives them the checksum that goes with it. */
    public static byte[] resealed(byte[] saved, int offset, int value) {
        byte[] changed = saved.clone();
        ByteBuffer buffer = ByteBuffer.wrap(changed);
        buffer.putInt(offset, value);
        CRC32C crc = new CRC32C();
        crc.update(changed, 0, changed.length - Integer.BYTES);
        buffer.putInt(changed.length - Integer.BYTES, (int) crc.getValue());
        return changed;
    }

    private static boolean isCorrupted(byte[] bytes, Function<byte[], ?> load) {
        try {
            assertThat(load.apply(bytes)).isNotNull();
            return false;
        } catch (CloudException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.CORRUPTED);
            return true;
        }
    }

    private static void assertCorrupted(byte[] bytes, Function<byte[], ?> load) {
        CloudException error = catchThrowableOfType(CloudException.class, () -> load.apply(bytes));
        assertThat(error).isNotNull();
        assertThat(error.code()).isEqualTo(ErrorCode.CORRUPTED);
    }
}
