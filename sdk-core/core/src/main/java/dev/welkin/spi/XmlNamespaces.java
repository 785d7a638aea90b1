package dev.welkin.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which prefixes are declared where; their names are not told to anyone. */
final class XmlNamespaces {
    private static final String DEFAULT = "xmlns";
    private static final String PREFIXED = "xmlns:";

    private final List<String> declared = new ArrayList<>(List.of("xml"));
    private final int[] before = new int[XmlReader.MAX_DEPTH + 1];

    /** The part of a name behind its prefix. */
    static String local(String name) {
        return name.substring(name.indexOf(':') + 1);
    }

    /** An element begins: takes the declarations out of its attributes, and checks the prefixes of all names. */
    void enter(int depth, String name, Map<String, String> attributes) {
        before[depth] = declared.size();
        if (!attributes.isEmpty()) {
            attributes.forEach(this::declare);
            attributes.keySet().removeIf(key -> key.equals(DEFAULT) || key.startsWith(PREFIXED));
            attributes.keySet().forEach(this::check);
        }
        check(name);
    }

    void leave(int depth) {
        declared.subList(before[depth], declared.size()).clear();
    }

    private void declare(String attribute, String value) {
        if (attribute.startsWith(PREFIXED)) {
            String prefix = local(attribute);
            boolean name = XmlText.isNameStart(prefix, 0) && prefix.indexOf(':') < 0;
            if (!name || value.isEmpty() || prefix.startsWith("xml")) {
                throw XmlText.bad("declares a broken namespace");
            }
            declared.add(prefix);
        }
    }

    private void check(String name) {
        int colon = name.indexOf(':');
        if (colon < 0) {
            return;
        }
        boolean broken = colon == 0 || name.indexOf(':', colon + 1) > 0 || !XmlText.isNameStart(name, colon + 1);
        if (broken || !declared.contains(name.substring(0, colon))) {
            throw XmlText.bad("has a name with a prefix that is not declared");
        }
    }
}
