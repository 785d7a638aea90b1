package dev.welkin.azure;

import dev.welkin.CloudException;
import dev.welkin.spi.XmlReader;
import java.util.ArrayDeque;
import java.util.Deque;

/** Azure's XML, told by the paths of its elements. */
public final class AzureXml {
    private AzureXml() {}

    /** Is told of the elements of a document, in order. */
    public interface Visitor {
        /**
         * An element begins. By default does nothing.
         *
         * @param path the names from the root on, parted by {@code /}
         */
        default void begin(String path) {}

        /**
         * An element ends.
         *
         * @param path the names from the root on, parted by {@code /}
         * @param text what stood in it behind its last child
         * @param encoded true if its attribute {@code Encoded} says that the text is percent-encoded
         */
        void end(String path, String text, boolean encoded);
    }

    /**
     * Reads a document.
     *
     * @param xml its bytes
     * @param visitor is told of it
     * @throws CloudException CORRUPTED as {@link XmlReader#read(byte[], XmlReader.Visitor)} says
     */
    public static void read(byte[] xml, Visitor visitor) {
        XmlReader.read(xml, new Paths(visitor));
    }

    private static final class Paths implements XmlReader.Visitor {
        private final Visitor visitor;
        private final Deque<Open> open = new ArrayDeque<>();

        Paths(Visitor visitor) {
            this.visitor = visitor;
        }

        @Override
        public void begin(int depth, String name, XmlReader.Attributes attributes) {
            Open around = open.peek();
            String path = around == null ? name : around.path + "/" + name;
            visitor.begin(path);
            open.push(new Open(path, attributes.value("Encoded").equals("true")));
        }

        @Override
        public void end(int depth, String name, String text) {
            Open ended = open.pop();
            visitor.end(ended.path, text, ended.encoded);
        }
    }

    private record Open(String path, boolean encoded) {}
}
