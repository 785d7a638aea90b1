package dev.welkin.ai.infer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tensors and texts in one file of the format <a href="https://github.com/huggingface/safetensors">safetensors</a>: the
 * length of a JSON header in eight bytes, the header, the tensors' elements. It holds no code, and reading it allocates
 * no more than it has bytes.
 *
 * @param tensors by name
 * @param texts by name
 */
public record TensorFile(Map<String, Tensor> tensors, Map<String, String> texts) {
    private static final String TEXTS = "__metadata__";
    private static final int MAX_HEADER_BYTES = 16 << 20;
    private static final Map<TensorType, String> NAMES = Map.of(
            TensorType.BOOL, "BOOL",
            TensorType.UINT8, "U8",
            TensorType.INT8, "I8",
            TensorType.INT32, "I32",
            TensorType.INT64, "I64",
            TensorType.FP16, "F16",
            TensorType.FP32, "F32",
            TensorType.FP64, "F64");
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(5)
                            .maxStringLength(MAX_HEADER_BYTES)
                            .build())
                    .build())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Copies the maps, keeping their order. */
    public TensorFile {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    }

    /**
     * Writes the file.
     *
     * @return its bytes
     * @throws CloudException UNSUPPORTED above 2 GiB
     */
    public byte[] toBytes() {
        ObjectNode header = JSON.createObjectNode();
        texts.forEach(header.putObject(TEXTS)::put);
        long at = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            Tensor tensor = entry.getValue();
            ObjectNode node = header.putObject(entry.getKey()).put("dtype", NAMES.get(tensor.type()));
            tensor.shape().forEach(node.putArray("shape")::add);
            long end = at + tensor.bytes().remaining();
            node.putArray("data_offsets").add(at).add(end);
            at = end;
        }
        return written(header, at);
    }

    /**
     * Reads a file.
     *
     * @param bytes its bytes
     * @return tensors and texts
     * @throws CloudException CORRUPTED if it is cut, or no such file
     */
    public static TensorFile read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long length = bytes.length < Long.BYTES ? -1 : buffer.getLong();
        if (length < 2 || length > Math.min(MAX_HEADER_BYTES, buffer.remaining())) {
            throw corrupted("its header has no possible length");
        }
        try {
            JsonNode header = JSON.readTree(bytes, Long.BYTES, (int) length);
            if (!header.isObject()) {
                throw corrupted("its header is no JSON object");
            }
            return read(header, buffer.position(Long.BYTES + (int) length).slice());
        } catch (IOException e) {
            throw corrupted(e.getMessage());
        }
    }

    private byte[] written(ObjectNode header, long elements) {
        try {
            byte[] json = JSON.writeValueAsBytes(header);
            if (json.length > MAX_HEADER_BYTES || elements > Integer.MAX_VALUE - 16L - Long.BYTES - json.length) {
                throw CloudException.of(ErrorCode.UNSUPPORTED, "Tensors of " + elements + " bytes don't fit one file");
            }
            ByteBuffer file = ByteBuffer.allocate(Long.BYTES + json.length + (int) elements)
                    .order(ByteOrder.LITTLE_ENDIAN);
            file.putLong(json.length).put(json);
            tensors.values().forEach(tensor -> file.put(tensor.bytes()));
            return file.array();
        } catch (IOException e) {
            throw CloudException.of(ErrorCode.INTERNAL, "A header could not be written: " + e, e);
        }
    }

    private static TensorFile read(JsonNode header, ByteBuffer elements) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : header.properties()) {
            if (entry.getKey().equals(TEXTS)) {
                entry.getValue()
                        .properties()
                        .forEach(
                                text -> texts.put(text.getKey(), text.getValue().asText()));
            } else {
                tensors.put(entry.getKey(), tensor(entry.getKey(), entry.getValue(), elements));
            }
        }
        return new TensorFile(tensors, texts);
    }

    private static Tensor tensor(String name, JsonNode node, ByteBuffer elements) {
        long[] shape = numbers(node.path("shape"));
        long[] range = numbers(node.path("data_offsets"));
        if (range.length != 2 || range[0] < 0 || range[1] < range[0] || range[1] > elements.limit()) {
            throw corrupted("'" + name + "' lies outside of it");
        }
        try {
            ByteBuffer part = elements.duplicate().position((int) range[0]).limit((int) range[1]);
            return Tensor.raw(name, type(node.path("dtype").asText()), part, shape);
        } catch (CloudException e) {
            throw corrupted(e.getMessage());
        }
    }

    private static TensorType type(String name) {
        return NAMES.entrySet().stream()
                .filter(e -> e.getValue().equals(name))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> corrupted("it has elements of the type '" + name + "'"));
    }

    private static long[] numbers(JsonNode array) {
        if (!array.isArray() || array.size() > Tensor.MAX_DIMENSIONS) {
            throw corrupted("a shape or place in it is no list");
        }
        long[] numbers = new long[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!array.get(i).canConvertToLong()) {
                throw corrupted("a shape or place in it is no number");
            }
            numbers[i] = array.get(i).longValue();
        }
        return numbers;
    }

    private static CloudException corrupted(@Nullable Object why) {
        return CloudException.of(
                ErrorCode.CORRUPTED,
                "This is no safetensors file: " + Shown.of(why) + ". Nothing was loaded; save it again.");
    }
}
