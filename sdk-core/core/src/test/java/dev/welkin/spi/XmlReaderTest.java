package dev.welkin.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.testkit.FaultReply;
import dev.welkin.testkit.FaultServer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlReaderTest {
    private static final XmlReader.Visitor NOBODY = (depth, name, text) -> {};

    @Test
    void tellsOfEachElementInOrder() {
        List<String> seen = new ArrayList<>();
        XmlReader.Visitor visitor = new XmlReader.Visitor() {
            @Override
            public void begin(int depth, String name) {
                seen.add(depth + "<" + name);
            }

            @Override
            public void end(int depth, String name, String text) {
                seen.add(depth + ">" + name + "=" + text);
            }
        };
        XmlReader.read(bytes("<a xmlns='urn:x'><b>1 &lt;&#10;</b><!-- no --><c><![CDATA[<&]]>2</c><d/></a>"), visitor);
        assertThat(seen).containsExactly("1<a", "2<b", "2>b=1 <\n", "2<c", "2>c=<&2", "2<d", "2>d=", "1>a=");
    }

    @Test
    void attributesAreToldWithTheirElement() {
        List<String> seen = new ArrayList<>();
        XmlReader.Visitor visitor = new XmlReader.Visitor() {
            @Override
            public void begin(int depth, String name, XmlReader.Attributes attributes) {
                seen.add(name + " " + attributes.value("x") + attributes.value("y"));
            }

            @Override
            public void end(int depth, String name, String text) {}
        };

        XmlReader.read(bytes("<a x='1' y='&lt;'><b/></a>"), visitor);

        assertThat(seen).containsExactly("a 1<", "b ");
    }

    @Test
    void nothingIsFetchedAndNoEntityGrows() {
        try (FaultServer outside = FaultServer.start()) {
            outside.always(FaultReply.ok("secret"));
            String uri = outside.uri("/x").toString();

            corrupted(text("<!DOCTYPE a [<!ENTITY x SYSTEM '" + uri + "'>]><a>&x;</a>"));
            corrupted(text("<!DOCTYPE a SYSTEM '" + uri + "'><a/>"));
            assertThat(outside.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no xml",
                "<a>",
                "<a></b>",
                "<a/><b/>",
                "<!DOCTYPE a><a/>",
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><a>&x;</a>",
                "<!DOCTYPE a [<!ENTITY % x SYSTEM \"http://127.0.0.1:1/x.dtd\"> %x;]><a/>",
                "<!DOCTYPE a [<!ENTITY x \"y\"><!ENTITY z \"&x;&x;&x;&x;\">]><a>&z;</a>",
                "<a>&unknown;</a>",
                "<a xmlns:x='u'><y:b/></a>"
            })
    void whatIsNoPlainDocumentIsCorrupted(String text) {
        corrupted(new ByteArrayInputStream(bytes(text)));
    }

    @Test
    void deepNestingIsRefused() {
        String deep = "<a>".repeat(XmlReader.MAX_DEPTH + 1) + "</a>".repeat(XmlReader.MAX_DEPTH + 1);
        corrupted(new ByteArrayInputStream(bytes(deep)));
        XmlReader.read(bytes("<a>".repeat(XmlReader.MAX_DEPTH) + "</a>".repeat(XmlReader.MAX_DEPTH)), NOBODY);
    }

    @Test
    void aLongTextIsRefused() {
        corrupted(new ByteArrayInputStream(bytes("<a>" + "x".repeat(XmlReader.MAX_TEXT_CHARS + 1) + "</a>")));
        XmlReader.read(bytes("<a>" + "x".repeat(XmlReader.MAX_TEXT_CHARS) + "</a>"), NOBODY);
    }

    @Test
    void aDocumentWithoutEndIsRefused() {
        byte[] filler = bytes("<b/>".repeat(1 << 18));
        List<InputStream> parts = new ArrayList<>();
        parts.add(new ByteArrayInputStream(bytes("<a>")));
        for (int i = 0; i < 20; i++) {
            parts.add(new ByteArrayInputStream(filler));
        }
        corrupted(new SequenceInputStream(Collections.enumeration(parts)));
    }

    private static void corrupted(InputStream document) {
        CloudException thrown = catchThrowableOfType(CloudException.class, () -> XmlReader.read(document, NOBODY));
        assertThat(thrown).isNotNull();
        assertThat(thrown.code()).isEqualTo(ErrorCode.CORRUPTED);
        assertThat(thrown.reason()).isEqualTo("bad_answer");
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
