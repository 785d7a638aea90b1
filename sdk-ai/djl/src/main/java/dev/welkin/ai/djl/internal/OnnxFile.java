package dev.welkin.ai.djl.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.infer.TensorType;
import dev.welkin.ai.models.TensorInfo;
import dev.welkin.spi.Shown;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an ONNX file says of itself, read before any engine sees it: inputs, outputs, and which other files it wants.
 * Field numbers are those of <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>.
 */
final class OnnxFile {
    private static final int EXTERNAL = 1;
    private static final Map<Integer, TensorType> TYPES = Map.of(
            1, TensorType.FP32,
            2, TensorType.UINT8,
            3, TensorType.INT8,
            6, TensorType.INT32,
            7, TensorType.INT64,
            9, TensorType.BOOL,
            10, TensorType.FP16,
            11, TensorType.FP64);

    private final Map<String, ProtoValue> inputs = new LinkedHashMap<>();
    private final Map<String, ProtoValue> outputs = new LinkedHashMap<>();
    private final Set<String> weights = new HashSet<>();
    private final Set<String> externalFiles = new LinkedHashSet<>();

    /** What a ValueInfoProto says; no shape where it says none. */
    private record ProtoValue(String name, int type, Optional<List<Long>> shape) {}

    static OnnxFile read(byte[] bytes) {
        OnnxFile file = new OnnxFile();
        file.model(ProtoReader.of(bytes));
        if (file.outputs.isEmpty()) {
            throw ProtoReader.corrupted("it has no graph with an output");
        }
        return file;
    }

    /** The names of the files that hold its weights, if they lie outside of it. */
    Set<String> externalFiles() {
        return externalFiles;
    }

    /** Inputs that the caller gives; where the file tells no shape, what the manifest says. */
    List<TensorInfo> inputs(List<TensorInfo> manifest) {
        return inputs.values().stream()
                .filter(value -> !weights.contains(value.name()))
                .map(value -> info(value, manifest))
                .toList();
    }

    List<TensorInfo> outputs(List<TensorInfo> manifest) {
        return outputs.values().stream().map(value -> info(value, manifest)).toList();
    }

    private static TensorInfo info(ProtoValue value, List<TensorInfo> manifest) {
        TensorType type = TYPES.get(value.type());
        if (type == null) {
            throw unsupported("'" + Shown.of(value.name()) + "' is of ONNX element type " + value.type()
                    + "; supported are " + TYPES.values());
        }
        List<Long> shape = value.shape()
                .or(() -> said(value, manifest))
                .orElseThrow(() -> unsupported("the file does"
                        + " not tell the shape of '" + Shown.of(value.name())
                        + "'; name it in the manifest with ModelDescription.withTensors"));
        return new TensorInfo(value.name(), type.name(), shape);
    }

    private static Optional<List<Long>> said(ProtoValue value, List<TensorInfo> manifest) {
        return manifest.stream()
                .filter(t -> t.name().equals(value.name()))
                .map(TensorInfo::shape)
                .findFirst();
    }

    private void model(ProtoReader in) {
        while (in.next()) {
            switch (in.field()) {
                case 7 -> graph(in.message(), true);
                case 20 -> training(in.message());
                case 25 -> function(in.message());
                default -> in.skip();
            }
        }
    }

    private void training(ProtoReader in) {
        while (in.next()) {
            switch (in.field()) {
                case 1, 2 -> graph(in.message(), false);
                default -> in.skip();
            }
        }
    }

    private void function(ProtoReader in) {
        while (in.next()) {
            switch (in.field()) {
                case 7 -> node(in.message());
                case 11 -> attribute(in.message());
                default -> in.skip();
            }
        }
    }

    private void graph(ProtoReader in, boolean main) {
        while (in.next()) {
            switch (in.field()) {
                case 1 -> node(in.message());
                case 5 -> tensor(in.message(), main);
                case 11 -> value(in.message(), main ? inputs : new LinkedHashMap<>());
                case 12 -> value(in.message(), main ? outputs : new LinkedHashMap<>());
                case 15 -> sparse(in.message());
                default -> in.skip();
            }
        }
    }

    private void node(ProtoReader in) {
        while (in.next()) {
            if (in.field() == 5) {
                attribute(in.message());
            } else {
                in.skip();
            }
        }
    }

    private void attribute(ProtoReader in) {
        while (in.next()) {
            switch (in.field()) {
                case 5, 10 -> tensor(in.message(), false);
                case 6, 11 -> graph(in.message(), false);
                case 22, 23 -> sparse(in.message());
                default -> in.skip();
            }
        }
    }

    private void sparse(ProtoReader in) {
        while (in.next()) {
            switch (in.field()) {
                case 1, 2 -> tensor(in.message(), false);
                default -> in.skip();
            }
        }
    }

    private void tensor(ProtoReader in, boolean weight) {
        boolean external = false;
        List<String> locations = new ArrayList<>();
        while (in.next()) {
            switch (in.field()) {
                case 8 -> remember(in.text(), weight);
                case 13 -> location(in.message()).ifPresent(locations::add);
                case 14 -> external |= in.number() == EXTERNAL;
                default -> in.skip();
            }
        }
        if (external && locations.isEmpty()) {
            throw ProtoReader.corrupted("a tensor lies in another file that it does not name");
        }
        externalFiles.addAll(locations);
    }

    private void remember(String name, boolean weight) {
        if (weight) {
            weights.add(name);
        }
    }

    private static Optional<String> location(ProtoReader in) {
        String key = "";
        String value = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> key = in.text();
                case 2 -> value = in.text();
                default -> in.skip();
            }
        }
        return key.equals("location") ? Optional.of(value) : Optional.empty();
    }

    private static void value(ProtoReader in, Map<String, ProtoValue> values) {
        String name = "";
        ProtoValue type = new ProtoValue("", 0, Optional.empty());
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = in.text();
                case 2 -> type = type(in.message());
                default -> in.skip();
            }
        }
        values.put(name, new ProtoValue(name, type.type(), type.shape()));
    }

    private static ProtoValue type(ProtoReader in) {
        ProtoValue found = new ProtoValue("", 0, Optional.empty());
        while (in.next()) {
            if (in.field() == 1) {
                found = tensorType(in.message());
            } else {
                in.skip();
            }
        }
        return found;
    }

    private static ProtoValue tensorType(ProtoReader in) {
        int type = 0;
        Optional<List<Long>> shape = Optional.empty();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> type = (int) in.number();
                case 2 -> shape = Optional.of(shape(in.message()));
                default -> in.skip();
            }
        }
        return new ProtoValue("", type, shape);
    }

    private static List<Long> shape(ProtoReader in) {
        List<Long> sizes = new ArrayList<>();
        while (in.next()) {
            if (in.field() == 1) {
                sizes.add(dimension(in.message()));
            } else {
                in.skip();
            }
        }
        return sizes;
    }

    /** A dimension has a number, or a name, or neither. */
    private static long dimension(ProtoReader in) {
        long size = -1;
        while (in.next()) {
            if (in.field() == 1) {
                size = Math.max(-1, in.number());
            } else {
                in.skip();
            }
        }
        return size;
    }

    private static CloudException unsupported(String why) {
        return CloudException.of(ErrorCode.UNSUPPORTED, "This ONNX model can't be run here: " + why);
    }
}
