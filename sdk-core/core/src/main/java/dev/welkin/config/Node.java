package dev.welkin.config;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** One value of a configuration, with the place it was written at. */
sealed interface Node {
    /** Deeper nesting is an error. */
    int MAX_DEPTH = 50;
    /** More values, aliases counted as often as they are used, are an error. */
    int MAX_VALUES = 100_000;

    /** Where it stands, for example {@code welkin.yaml line 4}. */
    String where();

    /** How many values there are in it, itself included. */
    long size();

    /** How many levels there are in it, itself included. */
    int height();

    /** The error for a value at this place; never tells the value. */
    default CloudException bad(String path, String what) {
        return bad(where(), path, what);
    }

    /** The error for a value at a place; never tells the value. */
    static CloudException bad(String where, String path, String what) {
        return CloudException.of(ErrorCode.INVALID_ARGUMENT, where + ": " + (path.isEmpty() ? "" : path + " ") + what);
    }

    /** A text as written, or a Secret that a program handed over. */
    record Text(String where, Object value) implements Node {
        @Override
        public long size() {
            return 1;
        }

        @Override
        public int height() {
            return 1;
        }
    }

    /** A key without a value. */
    record Missing(String where) implements Node {
        @Override
        public long size() {
            return 1;
        }

        @Override
        public int height() {
            return 1;
        }
    }

    /** A list. Size and height are kept, as aliases make walking dear. */
    record Items(String where, List<Node> items, long size, int height) implements Node {
        static Items of(String where, List<Node> items) {
            return new Items(where, items, sizeOf(items), heightOf(items));
        }
    }

    /** A map. */
    record Fields(String where, Map<String, Node> fields, long size, int height) implements Node {
        static Fields of(String where, Map<String, Node> fields) {
            return new Fields(where, fields, sizeOf(fields.values()), heightOf(fields.values()));
        }
    }

    private static long sizeOf(Collection<Node> nodes) {
        return 1 + nodes.stream().mapToLong(Node::size).sum();
    }

    private static int heightOf(Collection<Node> nodes) {
        return 1 + nodes.stream().mapToInt(Node::height).max().orElse(0);
    }

    /** Refuses what would be too deep or too big at a level of the tree. */
    static <N extends Node> N checked(N node, int depth) {
        if (depth + node.height() - 1 > MAX_DEPTH) {
            throw bad(node.where(), "", "is nested more than " + MAX_DEPTH + " levels deep");
        }
        if (node.size() > MAX_VALUES) {
            throw bad(node.where(), "", "holds more than " + MAX_VALUES + " values");
        }
        return node;
    }
}
