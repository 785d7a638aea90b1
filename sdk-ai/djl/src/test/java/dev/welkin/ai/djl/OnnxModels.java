package dev.welkin.ai.djl;

import dev.welkin.ai.models.Model;
import dev.welkin.ai.models.ModelDescription;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/** Small ONNX models, written here byte by byte. */
final class OnnxModels {
    static final int FLOAT = 1;
    static final int INT64 = 7;

    private OnnxModels() {}

    /** One that answers y = x + 1 for x of any number of rows. */
    static Model plusOne(int columns) {
        return model(plusOneFile(columns));
    }

    static Model model(byte[] file) {
        return Model.of(ModelDescription.of("test", "onnx"), Map.of("model.onnx", file));
    }

    static byte[] plusOneFile(int columns) {
        ProtoWriter one = weight("one").bytes(9, littleEndian(1f));
        return file(graph("Add", "x", "one")
                .message(5, one)
                .message(11, value("x", FLOAT, -1, columns))
                .message(12, value("y", FLOAT, -1, columns)));
    }

    /** One whose constant lies in another file. */
    static byte[] plusExternalFile(String location) {
        ProtoWriter where = new ProtoWriter().text(1, "location").text(2, location);
        ProtoWriter one = weight("one").message(13, where).number(14, 1);
        return file(graph("Add", "x", "one")
                .message(5, one)
                .message(11, value("x", FLOAT, -1, 2))
                .message(12, value("y", FLOAT, -1, 2)));
    }

    /** One that answers a and b behind one another, of any type. */
    static byte[] bothFile(int type, long length) {
        ProtoWriter axis = new ProtoWriter().text(1, "axis").number(3, 0).number(20, 2);
        return file(new ProtoWriter()
                .message(1, node("Concat", "a", "b", "y").message(5, axis))
                .text(2, "g")
                .message(11, value("a", type, length))
                .message(11, value("b", type, length))
                .message(12, value("y", type, 2 * length)));
    }

    /** One that answers y = a + b. */
    static byte[] sumFile(int type, long... shape) {
        return file(graph("Add", "a", "b")
                .message(11, value("a", type, shape))
                .message(11, value("b", type, shape))
                .message(12, value("y", type, shape)));
    }

    /** One that multiplies a row by a matrix of ones, again and again, so that a run takes its time. */
    static byte[] slowFile(int size, int times) {
        ByteBuffer ones = ByteBuffer.allocate(size * size * 4).order(ByteOrder.LITTLE_ENDIAN);
        while (ones.hasRemaining()) {
            ones.putFloat(1f / size);
        }
        ProtoWriter matrix = new ProtoWriter()
                .number(1, size)
                .number(1, size)
                .number(2, FLOAT)
                .text(8, "m")
                .bytes(9, ones.array());
        ProtoWriter graph = new ProtoWriter();
        for (int i = 0; i < times; i++) {
            graph.message(1, node("MatMul", i == 0 ? "x" : "t" + i, "m", i == times - 1 ? "y" : "t" + (i + 1)));
        }
        return file(graph.text(2, "g")
                .message(5, matrix)
                .message(11, value("x", FLOAT, -1, size))
                .message(12, value("y", FLOAT, -1, size)));
    }

    static byte[] littleEndian(float value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array();
    }

    private static ProtoWriter weight(String name) {
        return new ProtoWriter().number(1, 1).number(2, FLOAT).text(8, name);
    }

    private static ProtoWriter graph(String operator, String left, String right) {
        return new ProtoWriter().message(1, node(operator, left, right, "y")).text(2, "g");
    }

    private static ProtoWriter node(String operator, String left, String right, String result) {
        return new ProtoWriter().text(1, left).text(1, right).text(2, result).text(4, operator);
    }

    static ProtoWriter value(String name, int type, long... shape) {
        ProtoWriter dimensions = new ProtoWriter();
        for (long size : shape) {
            dimensions.message(1, size < 0 ? new ProtoWriter().text(2, "n") : new ProtoWriter().number(1, size));
        }
        ProtoWriter tensor = new ProtoWriter().number(1, type).message(2, dimensions);
        return new ProtoWriter().text(1, name).message(2, new ProtoWriter().message(1, tensor));
    }

    static byte[] file(ProtoWriter graph) {
        ProtoWriter version = new ProtoWriter().text(1, "").number(2, 13);
        return new ProtoWriter()
                .number(1, 8)
                .message(7, graph)
                .message(8, version)
                .toBytes();
    }
}
