package dev.welkin.azure;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads XML of others: no document type, no entities but the five of XML itself, nothing fetched, at most
 * {@value #MAX_DEPTH} levels.
 */
public final class SafeXml {
    private static final int MAX_DEPTH = 50;

    private SafeXml() {}

    /** Is told of the elements of a document, in order. */
    public interface Visitor {
        /**
         * An element begins.
         *
         * @param path the names from the root on, parted by {@code /}
         */
        default void begin(String path) {}

        /**
         * An element ends.
         *
         * @param path the names from the root on, parted by {@code /}
         * @param text the text directly in it
         * @param encoded true if its attribute {@code Encoded} says that the text is percent-encoded
         */
        void end(String path, String text, boolean encoded);
    }

    /**
     * Reads a document.
     *
     * @param xml its bytes
     * @param visitor is told of it
     * @throws CloudException CORRUPTED (reason {@code xml}) if it is no well-formed XML, or has a document type
     */
    public static void read(byte[] xml, Visitor visitor) {
        try {
            XMLStreamReader reader = factory().createXMLStreamReader(new ByteArrayInputStream(xml));
            Deque<Open> open = new ArrayDeque<>();
            while (reader.hasNext()) {
                step(reader, open, visitor);
            }
        } catch (XMLStreamException e) {
            throw broken(Shown.of(e.getMessage()), e);
        }
    }

    private static void step(XMLStreamReader reader, Deque<Open> open, Visitor visitor) throws XMLStreamException {
        switch (reader.next()) {
            case XMLStreamConstants.START_ELEMENT -> open.push(begin(reader, open, visitor));
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                if (!open.isEmpty()) {
                    open.peek().text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
                }
            }
            case XMLStreamConstants.END_ELEMENT -> {
                Open ended = open.pop();
                visitor.end(ended.path, ended.text.toString(), ended.encoded);
            }
            case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                throw broken("it has a document type or entities of its own", null);
            default -> {
                // comments and processing instructions say nothing
            }
        }
    }

    private static Open begin(XMLStreamReader reader, Deque<Open> open, Visitor visitor) {
        if (open.size() == MAX_DEPTH) {
            throw broken("it is nested deeper than " + MAX_DEPTH, null);
        }
        String name = reader.getLocalName();
        String path = open.isEmpty() ? name : open.peek().path + "/" + name;
        visitor.begin(path);
        return new Open(path, new StringBuilder(), "true".equals(reader.getAttributeValue(null, "Encoded")));
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("external entities are not read");
        });
        return factory;
    }

    private static CloudException broken(String what, @Nullable Throwable cause) {
        return CloudException.builder(ErrorCode.CORRUPTED, "The XML of the answer cannot be read: " + what)
                .reason("xml")
                .cause(cause)
                .build();
    }

    private record Open(String path, StringBuilder text, boolean encoded) {}
}
