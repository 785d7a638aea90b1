package dev.welkin.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.CloudException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Our reader beside the JDK's. */
class XmlReaderAgreementTest {
    @Property(tries = 500)
    void readsWhatTheJdkReads(@ForAll("documents") String document) {
        assertThat(ours(document)).isPresent().isEqualTo(jdk(document));
    }

    /** The JDK lets the names of encodings and of attributes pass that we refuse, so only this side is required. */
    @Property(tries = 2000)
    void readsNothingThatTheJdkRefuses(@ForAll("broken") String document) {
        Optional<List<String>> ours = ours(document);
        if (ours.isPresent()) {
            assertThat(ours).isEqualTo(jdk(document));
        }
    }

    @Provide
    Arbitrary<String> documents() {
        return Combinators.combine(
                        Arbitraries.of("", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<?xml version='1.0'?>\n"),
                        elements(3),
                        Arbitraries.of("", "\n", "<!-- end -->", "<?p i?>"))
                .as((start, root, end) -> start + root + end);
    }

    @Provide
    Arbitrary<String> broken() {
        return Combinators.combine(
                        documents(),
                        Arbitraries.integers().between(0, 10_000),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(
                                "", "<", ">", "/", "&", ";", "\"", "'", "=", "]]>", "-", "!", "?", ":", "a", "\u0001"))
                .as(XmlReaderAgreementTest::mutated);
    }

    private static String mutated(String document, int place, int cut, String put) {
        int at = place % document.length();
        return document.substring(0, at) + put + document.substring(Math.min(document.length(), at + cut));
    }

    private static Arbitrary<String> elements(int deep) {
        Arbitrary<String> inner =
                deep == 0 ? texts() : Arbitraries.oneOf(texts(), Arbitraries.lazy(() -> elements(deep - 1)));
        return Combinators.combine(
                        Arbitraries.of("a", "Key", "n:b", "ä.1-_"),
                        Arbitraries.of("", " x='1'", " x=\"&lt;\t'\" y = '&#65;'", " xmlns='u'"),
                        inner.list().ofMaxSize(3))
                .as((name, attributes, parts) ->
                        "<" + name + " xmlns:n='v'" + attributes + ">" + String.join("", parts) + "</" + name + " >");
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.of(
                "t",
                " ",
                "\r\n",
                "&amp;&quot;&apos;&gt;",
                "&#x1F600;",
                "ü中",
                "<!-- - c -->",
                "<![CDATA[<&]]>",
                "<e/>",
                "]]",
                "<?p?>");
    }

    private static Optional<List<String>> ours(String document) {
        List<String> seen = new ArrayList<>();
        try {
            XmlReader.read(document.getBytes(StandardCharsets.UTF_8), new XmlReader.Visitor() {
                @Override
                public void begin(int depth, String name, XmlReader.Attributes attributes) {
                    seen.add(depth + "<" + name + " " + attributes.value("x") + "|" + attributes.value("y"));
                }

                @Override
                public void end(int depth, String name, String text) {
                    seen.add(depth + ">" + name + "=" + text);
                }
            });
            return Optional.of(seen);
        } catch (CloudException e) {
            return Optional.empty();
        }
    }

    private static Optional<List<String>> jdk(String document) {
        List<String> seen = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int depth = 0;
        try {
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            XMLStreamReader xml = factory.createXMLStreamReader(
                    new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)), "UTF-8");
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        text.setLength(0);
                        seen.add(++depth + "<" + xml.getLocalName() + " " + value(xml, "x") + "|" + value(xml, "y"));
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        seen.add(depth-- + ">" + xml.getLocalName() + "=" + text);
                        text.setLength(0);
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> {
                        return Optional.empty();
                    }
                    default -> {
                        // comments and instructions say nothing
                    }
                }
            }
            return Optional.of(seen);
        } catch (XMLStreamException e) {
            return Optional.empty();
        }
    }

    private static String value(XMLStreamReader xml, String name) {
        String value = xml.getAttributeValue("", name);
        return value == null ? "" : value;
    }
}
