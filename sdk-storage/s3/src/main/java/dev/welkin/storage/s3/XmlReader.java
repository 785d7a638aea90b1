package dev.welkin.storage.s3;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads a provider's XML as it comes. No document type and no entity of its own is accepted, nothing outside is ever
 * opened, and size, depth and the length of a text are bounded.
 */
final class XmlReader {
    static final long MAX_BYTES = 16L << 20;
    static final int MAX_TEXT_CHARS = 16 << 10;
    static final int MAX_DEPTH = 12;

    private static final XMLInputFactory FACTORY = factory();

    private final XMLStreamReader xml;
    private final Visitor visitor;
    private final StringBuilder text = new StringBuilder();

    private XmlReader(XMLStreamReader xml, Visitor visitor) {
        this.xml = xml;
        this.visitor = visitor;
    }

    /** Is told of each element. */
    interface Visitor {
        /** An element begins; the root has depth 1. */
        default void begin(int depth, String name) {}

        /** An element ends; the text is what stood in it behind its last child. */
        void end(int depth, String name, String text);
    }

    static void read(byte[] bytes, Visitor visitor) {
        read(new ByteArrayInputStream(bytes), visitor);
    }

    /**
     * Reads a document to its end.
     *
     * @throws CloudException CORRUPTED (reason {@code bad_answer}) for what is no such document
     */
    static void read(InputStream in, Visitor visitor) {
        try {
            XMLStreamReader xml = FACTORY.createXMLStreamReader(new Bounded(in), "UTF-8");
            new XmlReader(xml, visitor).read();
        } catch (XMLStreamException e) {
            throw bad("is no well-formed XML: " + e.getMessage(), e);
        }
    }

    private void read() throws XMLStreamException {
        int depth = 0;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++depth > MAX_DEPTH) {
                        throw bad("nests deeper than " + MAX_DEPTH, null);
                    }
                    text.setLength(0);
                    visitor.begin(depth, xml.getLocalName());
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    visitor.end(depth--, xml.getLocalName(), text.toString());
                    text.setLength(0);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> append();
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw bad("declares a document type or entities, which no answer of S3 does", null);
                default -> {
                    // comments and processing instructions say nothing
                }
            }
        }
    }

    private void append() {
        if (text.length() + xml.getTextLength() > MAX_TEXT_CHARS) {
            throw bad("holds a text of more than " + MAX_TEXT_CHARS + " characters", null);
        }
        text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
    }

    private static CloudException bad(String what, @org.jspecify.annotations.Nullable Exception cause) {
        return CloudException.builder(
                        ErrorCode.CORRUPTED,
                        "The provider's answer " + Shown.of(what) + "; is the endpoint an S3 server?")
                .reason("bad_answer")
                .cause(cause)
                .build();
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing outside the answer is read");
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
