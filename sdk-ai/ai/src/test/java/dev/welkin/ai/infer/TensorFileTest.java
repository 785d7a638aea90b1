package dev.welkin.ai.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Files of the format safetensors. */
class TensorFileTest {
    @Test
    void everyTypeReadsBack() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (TensorType type : TensorType.values()) {
            tensors.put(type.name(), Tensor.of(type.name(), type, new float[] {1, 0, 1, 1, 0, 1}, 2, 3));
        }
        TensorFile file = new TensorFile(tensors, Map.of("what", "a \"text\"\nof two lines"));
        assertThat(TensorFile.read(file.toBytes())).isEqualTo(file);
    }

    /** The layout of the format's own description, byte by byte. */
    @Test
    void fileOfTheFormatIsRead() {
        TensorFile file = TensorFile.read(file(
                "{\"__metadata__\":{\"format\":\"pt\"},\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}  ",
                0,
                0,
                0x80,
                0x3F,
                0,
                0,
                0,
                0x40));
        assertThat(file.texts()).containsEntry("format", "pt");
        assertThat(file.tensors()).containsEntry("w", Tensor.floats("w", new float[] {1, 2}, 2));
    }

    @Test
    void everyCutFileIsCorrupted() {
        byte[] whole = new TensorFile(Map.of("w", Tensor.floats("w", new float[] {1, 2}, 2)), Map.of()).toBytes();
        for (int length = 0; length < whole.length; length++) {
            assertCorrupted(Arrays.copyOf(whole, length));
        }
    }

    @Test
    void filesThatLieAreCorrupted() {
        for (String header : List.of(
                "[]x",
                "{\"w\":1}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,9]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1e30],\"data_offsets\":[0,8]}}",
                "{\"w\":{\"dtype\":\"X\",\"shape\":[2],\"data_offsets\":[0,8]}}")) {
            assertCorrupted(file(header, 0, 0, 0, 0, 0, 0, 0, 0));
        }
        assertCorrupted(ByteBuffer.allocate(64)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(Long.MAX_VALUE)
                .array());
    }

    private static byte[] file(String header, int... elements) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(8 + json.length + elements.length).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(json.length).put(json);
        for (int element : elements) {
            file.put((byte) element);
        }
        return file.array();
    }

    private static void assertCorrupted(byte[] bytes) {
        assertThatThrownBy(() -> TensorFile.read(bytes))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPTED));
    }
}
