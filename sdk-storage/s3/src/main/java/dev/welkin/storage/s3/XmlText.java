package dev.welkin.storage.s3;

import java.nio.charset.StandardCharsets;

/** Writes the small documents that S3 is sent. */
final class XmlText {
    private static final String NAMESPACE = " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";

    private final StringBuilder text = new StringBuilder(256);
    private final String root;

    XmlText(String root) {
        this.root = root;
        text.append('<').append(root).append(NAMESPACE).append('>');
    }

    XmlText open(String name) {
        text.append('<').append(name).append('>');
        return this;
    }

    XmlText close(String name) {
        text.append("</").append(name).append('>');
        return this;
    }

    XmlText leaf(String name, String value) {
        open(name);
        value.chars().forEach(this::escape);
        return close(name);
    }

    byte[] bytes() {
        return close(root).text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void escape(int c) {
        switch (c) {
            case '<' -> text.append("&lt;");
            case '>' -> text.append("&gt;");
            case '&' -> text.append("&amp;");
            case '"' -> text.append("&quot;");
            default -> text.append((char) c);
        }
    }
}
