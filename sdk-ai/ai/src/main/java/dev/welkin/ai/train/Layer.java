package dev.welkin.ai.train;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;

/** A layer of a network. Written as text, for example {@code conv 32}, it stands in a model's manifest. */
public sealed interface Layer {
    /** The most filters or units of a layer: 65,536. */
    int MAX_WIDTH = 1 << 16;

    /**
     * Slides filters of 3 x 3 over an image, which keeps its size.
     *
     * @param filters how many, 1 to {@link #MAX_WIDTH}
     */
    record Convolution(int filters) implements Layer {
        /**
         * Checks the number.
         *
         * @param filters how many
         */
        public Convolution {
            checkWidth(filters);
        }

        @Override
        public String toString() {
            return "conv " + filters;
        }
    }

    /** Brings each channel to mean 0 and variance 1 over a batch (batch normalisation), then scales and shifts it. */
    record Normalization() implements Layer {
        @Override
        public String toString() {
            return "norm";
        }
    }

    /** Replaces what is below zero by zero. */
    record Relu() implements Layer {
        @Override
        public String toString() {
            return "relu";
        }
    }

    /** Keeps the largest of each 2 x 2 values, which halves an image. */
    record MaxPool() implements Layer {
        @Override
        public String toString() {
            return "pool";
        }
    }

    /**
     * Connects everything that comes in with everything that goes out; an image is laid out flat first.
     *
     * @param units how many go out, 1 to {@link #MAX_WIDTH}
     */
    record Dense(int units) implements Layer {
        /**
         * Checks the number.
         *
         * @param units how many go out
         */
        public Dense {
            checkWidth(units);
        }

        @Override
        public String toString() {
            return "dense " + units;
        }
    }

    /**
     * Reads a layer's text.
     *
     * @param text for example {@code conv 32}
     * @return the layer
     * @throws CloudException INVALID_ARGUMENT if no layer is written so
     */
    static Layer parse(String text) {
        String[] words = text.strip().split(" ", -1);
        if (words.length == 2 && words[1].matches("[0-9]{1,6}")) {
            int width = Integer.parseInt(words[1]);
            if (words[0].equals("conv")) {
                return new Convolution(width);
            }
            if (words[0].equals("dense")) {
                return new Dense(width);
            }
        }
        return switch (text.strip()) {
            case "norm" -> new Normalization();
            case "relu" -> new Relu();
            case "pool" -> new MaxPool();
            default ->
                throw CloudException.of(
                        ErrorCode.INVALID_ARGUMENT,
                        "'" + Shown.of(text) + "' is no layer; there are 'conv 32', 'norm', 'relu', 'pool' and"
                                + " 'dense 10'");
        };
    }

    private static void checkWidth(int width) {
        if (width < 1 || width > MAX_WIDTH) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "A layer can't have " + width + " filters or units; 1 to " + MAX_WIDTH + " can be");
        }
    }
}
