package dev.welkin.spi;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The one reader of a provider's XML. It accepts no document type and no entities but XML's own five, opens nothing
 * outside the document, and bounds its size, depth and texts.
 */
public final class XmlReader {
    /** The largest document, in bytes. */
    public static final long MAX_BYTES = 16L << 20;

    /** The longest text of one element, in characters. */
    public static final int MAX_TEXT_CHARS = 16 << 10;

    /** The deepest nesting; the root has depth 1. */
    public static final int MAX_DEPTH = 16;

    private final XMLStreamReader xml;
    private final Visitor visitor;
    private final StringBuilder text = new StringBuilder();
    private int depth;

    private XmlReader(XMLStreamReader xml, Visitor visitor) {
        this.xml = xml;
        this.visitor = visitor;
    }

    /** Is told of each element as it comes. */
    public interface Visitor {
        /**
         * An element begins. By default does nothing.
         *
         * @param depth how deep it stands; the root has depth 1
         * @param name its name without prefix
         */
        default void begin(int depth, String name) {}

        /**
         * An element begins that may have attributes. By default tells {@link #begin(int, String)}.
         *
         * @param depth how deep it stands; the root has depth 1
         * @param name its name without prefix
         * @param attributes those in no namespace; may be asked until this returns
         */
        default void begin(int depth, String name, Attributes attributes) {
            begin(depth, name);
        }

        /**
         * An element ends.
         *
         * @param depth how deep it stands
         * @param name its name without prefix
         * @param text what stood in it behind its last child, as it was written
         */
        void end(int depth, String name, String text);
    }

    /** The attributes of one element. */
    public interface Attributes {
        /**
         * Returns an attribute.
         *
         * @param name its name
         * @return its value; "" if there is none
         */
        String value(String name);
    }

    /**
     * Reads a document to its end.
     *
     * @param document its bytes
     * @param visitor is told of each element
     * @throws CloudException CORRUPTED (reason {@code bad_answer}) if it is not well-formed, declares a document type,
     *     or is beyond the bounds
     */
    public static void read(byte[] document, Visitor visitor) {
        read(new ByteArrayInputStream(document), visitor);
    }

    /**
     * Reads a document to its end.
     *
     * @param document its bytes; not closed
     * @param visitor is told of each element
     * @throws CloudException CORRUPTED (reason {@code bad_answer}) if it is not well-formed, declares a document type,
     *     or is beyond the bounds; what the stream throws itself, as TRUNCATED
     */
    public static void read(InputStream document, Visitor visitor) {
        try {
            XMLStreamReader xml = factory().createXMLStreamReader(new Bounded(document), "UTF-8");
            new XmlReader(xml, visitor).read();
        } catch (XMLStreamException e) {
            throw bad("is not well-formed XML", e);
        }
    }

    private void read() throws XMLStreamException {
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> begin();
                case XMLStreamConstants.END_ELEMENT -> end();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> append();
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw bad("declares a document type or entities", null);
                default -> {
                    // comments and processing instructions say nothing
                }
            }
        }
    }

    private void begin() {
        if (++depth > MAX_DEPTH) {
            throw bad("nests deeper than " + MAX_DEPTH, null);
        }
        text.setLength(0);
        visitor.begin(depth, xml.getLocalName(), this::attribute);
    }

    private String attribute(String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }

    private void end() {
        visitor.end(depth--, xml.getLocalName(), text.toString());
        text.setLength(0);
    }

    private void append() {
        if (text.length() + xml.getTextLength() > MAX_TEXT_CHARS) {
            throw bad("holds a text of more than " + MAX_TEXT_CHARS + " characters", null);
        }
        text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
    }

    /** The parser's own message may quote the document, so it is not repeated. */
    private static CloudException bad(String what, @Nullable Exception cause) {
        return CloudException.builder(
                        ErrorCode.CORRUPTED, "The provider's answer " + what + "; check that the endpoint is right")
                .reason("bad_answer")
                .cause(cause)
                .build();
    }

    /** A new one for each document: only that is safe for several threads. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing outside the document is read");
        });
        return factory;
    }

    /** Ends a document that never would. */
    private static final class Bounded extends FilterInputStream {
        private long left = MAX_BYTES;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            left -= Math.max(0, count);
            if (left < 0) {
                throw bad("is longer than " + MAX_BYTES + " bytes", null);
            }
            return count;
        }
    }
}
