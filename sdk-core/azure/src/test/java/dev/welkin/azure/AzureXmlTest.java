package dev.welkin.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AzureXmlTest {
    private final List<String> seen = new ArrayList<>();

    @Test
    void elementsComeWithTheirPathAndText() {
        read("<?xml version='1.0'?><!-- x --><a><b Encoded='true'>1 &amp; <![CDATA[2]]></b><c/></a>");

        assertThat(seen).containsExactly("a/b=1 & 2 true", "a/c= false", "a= false");
    }

    @Test
    void whatIsNoXmlIsCorrupted() {
        assertRefused("");
        assertRefused("<!DOCTYPE a><a/>");
        assertRefused("not xml");
        assertRefused("<a><b></a>");
        assertRefused("<a>");
        assertRefused("<a>".repeat(60) + "</a>".repeat(60));
    }

    private void read(String xml) {
        AzureXml.read(
                xml.getBytes(StandardCharsets.UTF_8),
                (path, text, encoded) -> seen.add(path + "=" + text + " " + encoded));
    }

    private void assertRefused(String xml) {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> read(xml))
                .returns(ErrorCode.CORRUPTED, CloudException::code)
                .returns("bad_answer", CloudException::reason);
    }
}
