package dev.welkin.ai.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.infer.Tensor;
import dev.welkin.ai.infer.TensorFile;
import java.util.Arrays;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Damage anywhere in a checkpoint shows. */
class CheckpointFileTest {
    private static final TensorFile CONTENT = new TensorFile(
            Map.of("w", Tensor.floats("w", new float[] {1, 2, 3}, 3), "step", Tensor.longs("step", new long[] {4})),
            Map.of("seed", "7", "history", "epoch,1"));

    private static final byte[] FILE = CheckpointFile.write(CONTENT);

    @Property(tries = 20)
    void wholeFileReadsBack() {
        assertThat(CheckpointFile.read(FILE.clone())).isEqualTo(CONTENT);
    }

    @Property(tries = 500)
    void anyAlteredBitIsFound(@ForAll @IntRange(max = 10_000) int at, @ForAll @IntRange(max = 7) int bit) {
        byte[] altered = FILE.clone();
        altered[at % FILE.length] ^= (byte) (1 << bit);
        assertCorrupted(altered);
    }

    @Property(tries = 200)
    void anyCutIsFound(@ForAll @IntRange(max = 10_000) int at) {
        assertCorrupted(Arrays.copyOf(FILE, at % FILE.length));
    }

    private static void assertCorrupted(byte[] file) {
        assertThatThrownBy(() -> CheckpointFile.read(file))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPTED));
    }
}
