package dev.welkin.spi;

import dev.welkin.CloudException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The one reader of a provider's XML (XML 1.0 with namespaces, in UTF-8). It accepts no document type and no entities
 * but XML's own five, opens nothing outside the document, and bounds its size, depth and texts. Listings are most of
 * what it reads, and the JDK's reader takes several times as long for them.
 */
public final class XmlReader {
    /** The largest document, in bytes. */
    public static final long MAX_BYTES = 16L << 20;

    /** The longest text of one element, in characters. */
    public static final int MAX_TEXT_CHARS = 16 << 10;

    /** The deepest nesting; the root has depth 1. */
    public static final int MAX_DEPTH = 16;

    private final XmlText in;
    private final Visitor visitor;
    private final Attributes told = this::attribute;
    private final String[] open = new String[MAX_DEPTH + 1];
    private final XmlNamespaces namespaces = new XmlNamespaces();
    private final Map<String, String> attributes = new HashMap<>();
    private final StringBuilder text = new StringBuilder();
    private int depth;
    private boolean started;

    private XmlReader(XmlText in, Visitor visitor) {
        this.in = in;
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
        new XmlReader(new XmlText(decoded(document)), visitor).read();
    }

    private static String decoded(InputStream document) {
        try {
            byte[] bytes = document.readNBytes((int) MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw XmlText.bad("is longer than " + MAX_BYTES + " bytes");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw XmlText.bad("is not UTF-8");
        } catch (IOException e) {
            throw XmlText.bad("cannot be read: " + Shown.of(e.getMessage()));
        }
    }

    private void read() {
        in.declaration();
        while (in.more()) {
            if (in.take("<")) {
                markup();
            } else {
                content();
            }
        }
        if (depth > 0 || !started) {
            throw XmlText.bad("breaks off");
        }
    }

    private void content() {
        if (depth > 0) {
            in.content(text);
            checkText();
        } else if (!in.blanks()) {
            throw XmlText.bad("holds a text outside its root");
        }
    }

    private void markup() {
        if (in.take("/")) {
            closeTag();
        } else if (in.take("!--")) {
            in.comment();
        } else if (depth > 0 && in.take("![CDATA[")) {
            text.append(in.upTo("]]>"));
            checkText();
        } else if (in.take("?")) {
            in.instruction();
        } else if (in.take("!")) {
            throw XmlText.bad("declares a document type");
        } else {
            openTag();
        }
    }

    private void openTag() {
        if (++depth > MAX_DEPTH) {
            throw XmlText.bad("nests deeper than " + MAX_DEPTH);
        }
        if (depth == 1 && started) {
            throw XmlText.bad("has a second root");
        }
        started = true;
        String name = in.name();
        open[depth] = name;
        boolean empty = attributes();
        namespaces.enter(depth, name, attributes);
        text.setLength(0);
        visitor.begin(depth, XmlNamespaces.local(name), told);
        if (empty) {
            end();
        }
    }

    /** Reads what stands behind a tag's name; true if the element ends with it. */
    private boolean attributes() {
        attributes.clear();
        while (true) {
            boolean blank = in.blanks();
            if (in.take(">")) {
                return false;
            }
            if (in.take("/>")) {
                return true;
            }
            String name = in.name();
            if (!blank || attributes.put(name, in.value()) != null) {
                throw XmlText.bad("has a broken tag");
            }
        }
    }

    private String attribute(String name) {
        return attributes.getOrDefault(name, "");
    }

    private void closeTag() {
        if (depth == 0 || !in.take(open[depth])) {
            throw XmlText.bad("closes what is not open");
        }
        in.blanks();
        in.expect(">");
        end();
    }

    private void end() {
        namespaces.leave(depth);
        visitor.end(depth, XmlNamespaces.local(open[depth]), text.toString());
        depth--;
        text.setLength(0);
    }

    private void checkText() {
        if (text.length() > MAX_TEXT_CHARS) {
            throw XmlText.bad("holds a text of more than " + MAX_TEXT_CHARS + " characters");
        }
    }
}
