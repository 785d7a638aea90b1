package dev.welkin.ai.djl;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * A detector of red, green and blue rectangles, written by hand. One convolution tells colours apart; a second one
 * compares, for each of three sizes of boxes and at every other pixel, how much of the colour is inside of the box and
 * how much in the frame around it. Its output [1, 4 + 3, candidates] is that of YOLOv8. It takes 128 x 128 pixels.
 */
final class ColourDetector {
    static final int SIDE = 128;
    static final List<String> LABELS = List.of("red", "green", "blue");
    /** Width and height of the boxes it looks for. */
    static final int[][] SIZES = {{24, 24}, {40, 20}, {16, 32}};

    private static final int STRIDE = 2;
    private static final int GRID = SIDE / STRIDE;
    private static final int CANDIDATES = SIZES.length * GRID * GRID;
    private static final int FRAME = 6;
    /** The window of the second convolution, and where its middle is. */
    private static final int WINDOW = 54;

    private static final int MIDDLE = WINDOW / 2;
    /** How steeply a score rises, and where it is one half. */
    private static final float STEEP = 20;

    private static final float ENOUGH = 0.75f;

    private ColourDetector() {}

    static byte[] file() {
        ProtoWriter grouped = node("Conv", "match", "colour", "boxWeights", "boxBias")
                .message(5, integers("strides", STRIDE, STRIDE))
                .message(5, integers("pads", MIDDLE, MIDDLE, MIDDLE - 1, MIDDLE - 1))
                .message(5, integer("group", LABELS.size()));
        return OnnxModels.file(new ProtoWriter()
                .message(1, node("Conv", "difference", "images", "colourWeights", "colourBias"))
                .message(1, node("Sigmoid", "colour", "difference"))
                .message(1, grouped)
                .message(1, node("Sigmoid", "score", "match"))
                .message(1, node("Reshape", "scores", "score", "shape"))
                .message(1, node("Concat", "output0", "boxes", "scores").message(5, integer("axis", 1)))
                .text(2, "colours")
                .message(5, floats("colourWeights", colourWeights(), 3, 3, 1, 1))
                .message(5, floats("colourBias", new float[] {-6, -6, -6}, 3))
                .message(5, floats("boxWeights", boxWeights(), 9, 1, WINDOW, WINDOW))
                .message(5, floats("boxBias", boxBias(), 9))
                .message(5, longs("shape", 1, 3, CANDIDATES))
                .message(5, floats("boxes", boxes(), 1, 4, CANDIDATES))
                .message(11, OnnxModels.value("images", OnnxModels.FLOAT, 1, 3, SIDE, SIDE))
                .message(12, OnnxModels.value("output0", OnnxModels.FLOAT, 1, 7, CANDIDATES)));
    }

    /** A colour is what it has more than both others together. */
    private static float[] colourWeights() {
        float[] weights = new float[9];
        for (int i = 0; i < 9; i++) {
            weights[i] = i / 3 == i % 3 ? STEEP : -STEEP;
        }
        return weights;
    }

    /** For each colour and size: the share of the box that has the colour, less that of the frame around it. */
    private static float[] boxWeights() {
        FloatBuffer weights = FloatBuffer.allocate(9 * WINDOW * WINDOW);
        for (int filter = 0; filter < 9; filter++) {
            int[] size = SIZES[filter % SIZES.length];
            float inside = size[0] * size[1];
            float around = (size[0] + 2 * FRAME) * (size[1] + 2 * FRAME) - inside;
            for (int i = 0; i < WINDOW * WINDOW; i++) {
                int x = i % WINDOW - MIDDLE;
                int y = i / WINDOW - MIDDLE;
                float outside = within(x, y, size, FRAME) ? -STEEP / around : 0;
                weights.put(within(x, y, size, 0) ? STEEP / inside : outside);
            }
        }
        return weights.array();
    }

    private static boolean within(int x, int y, int[] size, int frame) {
        int across = size[0] / 2 + frame;
        int down = size[1] / 2 + frame;
        return x >= -across && x < across && y >= -down && y < down;
    }

    private static float[] boxBias() {
        float[] bias = new float[9];
        Arrays.fill(bias, -STEEP * ENOUGH);
        return bias;
    }

    /** Centre x, centre y, width and height of every candidate, in the order of the second convolution's output. */
    private static float[] boxes() {
        float[] boxes = new float[4 * CANDIDATES];
        for (int i = 0; i < CANDIDATES; i++) {
            int[] size = SIZES[i / (GRID * GRID)];
            boxes[i] = i % GRID * STRIDE;
            boxes[CANDIDATES + i] = i / GRID % GRID * STRIDE;
            boxes[2 * CANDIDATES + i] = size[0];
            boxes[3 * CANDIDATES + i] = size[1];
        }
        return boxes;
    }

    private static ProtoWriter node(String operator, String result, String... inputs) {
        ProtoWriter node = new ProtoWriter();
        for (String input : inputs) {
            node.text(1, input);
        }
        return node.text(2, result).text(4, operator);
    }

    private static ProtoWriter integer(String name, long value) {
        return new ProtoWriter().text(1, name).number(3, value).number(20, 2);
    }

    private static ProtoWriter integers(String name, long... values) {
        ProtoWriter attribute = new ProtoWriter().text(1, name).number(20, 7);
        for (long value : values) {
            attribute.number(8, value);
        }
        return attribute;
    }

    private static ProtoWriter floats(String name, float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return constant(name, OnnxModels.FLOAT, bytes.array(), shape);
    }

    private static ProtoWriter longs(String name, long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return constant(name, OnnxModels.INT64, bytes.array(), values.length);
    }

    private static ProtoWriter constant(String name, int type, byte[] bytes, long... shape) {
        ProtoWriter tensor = new ProtoWriter();
        for (long size : shape) {
            tensor.number(1, size);
        }
        return tensor.number(2, type).text(8, name).bytes(9, bytes);
    }
}
