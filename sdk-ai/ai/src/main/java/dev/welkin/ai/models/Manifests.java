package dev.welkin.ai.models;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Manifests as JSON. Fields that this version does not know are passed over; those it knows must have their type. */
final class Manifests {
    static final int MAX_BYTES = 1 << 20;
    static final int MAX_DEPTH = 20;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxDocumentLength(MAX_BYTES)
                            .build())
                    .build())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Manifests() {}

    static ObjectMapper json() {
        return JSON;
    }

    static CloudException invalid(String what) {
        return CloudException.of(ErrorCode.INVALID_ARGUMENT, "This can be no model: " + Shown.of(what, 500));
    }

    static byte[] encode(ModelManifest manifest) {
        ObjectNode root = JSON.createObjectNode();
        ModelDescription about = manifest.description();
        root.put("name", manifest.name())
                .put("version", manifest.version())
                .put("published", manifest.published().toString())
                .put("task", about.task())
                .put("format", about.format())
                .put("backend", about.backend());
        putTensors(root.putArray("inputs"), about.inputs());
        putTensors(root.putArray("outputs"), about.outputs());
        about.labels().forEach(root.putArray("labels")::add);
        about.preprocessing().forEach(root.putObject("preprocessing")::put);
        about.architecture().forEach(root.putObject("architecture")::put);
        about.metrics().forEach(root.putObject("metrics")::put);
        root.put("dataset", about.dataset());
        about.lineage().forEach(root.putObject("lineage")::put);
        root.put("licence", about.licence());
        ArrayNode files = root.putArray("files");
        manifest.files()
                .forEach(f -> files.addObject()
                        .put("name", f.name())
                        .put("sizeBytes", f.sizeBytes())
                        .put("sha256", f.sha256()));
        return bytes(root);
    }

    static byte[] bytes(ObjectNode root) {
        try {
            byte[] bytes = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
            if (bytes.length > MAX_BYTES) {
                throw invalid("its manifest has " + bytes.length + " bytes; at most " + MAX_BYTES + " can be read");
            }
            return bytes;
        } catch (JsonProcessingException e) {
            throw CloudException.of(ErrorCode.INTERNAL, "A manifest could not be written: " + e, e);
        }
    }

    /** Reads what {@link #encode} wrote, or CORRUPTED. */
    static ModelManifest decode(byte[] bytes, String key) {
        try {
            return manifest(parse(bytes, key));
        } catch (CloudException e) {
            throw e.code() == ErrorCode.CORRUPTED ? e : corrupted(key, String.valueOf(e.getMessage()), e);
        } catch (DateTimeException | ArithmeticException e) {
            throw corrupted(key, String.valueOf(e.getMessage()), e);
        }
    }

    static JsonNode parse(byte[] bytes, String key) {
        if (bytes.length > MAX_BYTES) {
            throw corrupted(key, "it has " + bytes.length + " bytes; at most " + MAX_BYTES + " are read", null);
        }
        try {
            JsonNode root = JSON.readTree(bytes);
            if (!root.isObject()) {
                throw corrupted(key, "it is no JSON object", null);
            }
            return root;
        } catch (IOException e) {
            throw corrupted(key, String.valueOf(e.getMessage()), e);
        }
    }

    static CloudException corrupted(String key, String why, @Nullable Throwable cause) {
        return CloudException.builder(
                        ErrorCode.CORRUPTED,
                        "'" + key + "' is not what a registry writes: " + Shown.of(why, 500)
                                + ". Nothing was loaded; publish the model again.")
                .resource(key)
                .cause(cause)
                .build();
    }

    private static ModelManifest manifest(JsonNode root) {
        return new ModelManifest(
                text(root, "name"),
                whole(root.path("version"), "version"),
                Instant.parse(text(root, "published")),
                description(root),
                list(root, "files", f -> new ModelFile(text(f, "name"), longValue(f, "sizeBytes"), text(f, "sha256"))));
    }

    private static ModelDescription description(JsonNode root) {
        return new ModelDescription(
                text(root, "task"),
                text(root, "format"),
                optionalText(root, "backend"),
                tensors(root, "inputs"),
                tensors(root, "outputs"),
                list(root, "labels", label -> string(label, "labels")),
                map(root, "preprocessing", v -> string(v, "preprocessing")),
                map(root, "architecture", v -> string(v, "architecture")),
                map(root, "metrics", Manifests::number),
                optionalText(root, "dataset"),
                map(root, "lineage", v -> string(v, "lineage")),
                optionalText(root, "licence"));
    }

    private static void putTensors(ArrayNode array, List<TensorInfo> tensors) {
        for (TensorInfo tensor : tensors) {
            ObjectNode node = array.addObject().put("name", tensor.name()).put("type", tensor.type());
            tensor.shape().forEach(node.putArray("shape")::add);
        }
    }

    private static List<TensorInfo> tensors(JsonNode root, String field) {
        return list(
                root,
                field,
                t -> new TensorInfo(text(t, "name"), text(t, "type"), list(t, "shape", n -> integer(n, "shape"))));
    }

    static String text(JsonNode node, String field) {
        return string(node.path(field), field);
    }

    private static String optionalText(JsonNode node, String field) {
        return node.has(field) ? text(node, field) : "";
    }

    static int whole(JsonNode value, String field) {
        return Math.toIntExact(integer(value, field));
    }

    private static long longValue(JsonNode node, String field) {
        return integer(node.path(field), field);
    }

    private static String string(JsonNode value, String field) {
        if (!value.isTextual()) {
            throw invalid(field + " must be a text");
        }
        return value.textValue();
    }

    private static long integer(JsonNode value, String field) {
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw invalid(field + " must be a whole number");
        }
        return value.longValue();
    }

    private static double number(JsonNode value) {
        if (!value.isNumber()) {
            throw invalid("metrics must be numbers");
        }
        return value.doubleValue();
    }

    static <T> List<T> list(JsonNode root, String field, Function<JsonNode, T> read) {
        JsonNode array = root.path(field);
        if (!array.isArray() && !array.isMissingNode()) {
            throw invalid(field + " must be a list");
        }
        List<T> values = new ArrayList<>();
        array.forEach(node -> values.add(read.apply(node)));
        return values;
    }

    private static <V> Map<String, V> map(JsonNode root, String field, Function<JsonNode, V> read) {
        JsonNode object = root.path(field);
        if (!object.isObject() && !object.isMissingNode()) {
            throw invalid(field + " must be an object");
        }
        Map<String, V> values = new LinkedHashMap<>();
        object.properties().forEach(e -> values.put(e.getKey(), read.apply(e.getValue())));
        return values;
    }
}
