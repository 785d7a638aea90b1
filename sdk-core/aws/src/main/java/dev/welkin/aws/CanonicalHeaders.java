package dev.welkin.aws;

import dev.welkin.http.HttpRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The header fields that a signature covers: names in lower case and order, values without superfluous blanks. */
final class CanonicalHeaders {
    /** What proxies and HTTP clients set or change on the way. */
    private static final Set<String> UNSIGNED = Set.of(
            "accept-encoding",
            "authorization",
            "connection",
            "content-length",
            "expect",
            "host",
            "transfer-encoding",
            "user-agent",
            "x-amzn-trace-id");

    private String[] names = new String[16];
    private String[] values = new String[16];
    private int size;

    static CanonicalHeaders of(HttpRequest request) {
        CanonicalHeaders headers = new CanonicalHeaders();
        headers.add("host", Host.of(request.uri()));
        boolean typed = false;
        for (Map.Entry<String, String> field : request.headers().fields()) {
            String name = field.getKey().toLowerCase(Locale.ROOT);
            typed |= name.equals("content-type");
            if (!UNSIGNED.contains(name)) {
                headers.add(name, field.getValue());
            }
        }
        String type = request.body() == null ? null : request.body().contentType();
        if (type != null && !typed) {
            headers.add("content-type", type);
        }
        return headers;
    }

    /** Adds a field where it belongs; fields of one name stay in the order they came in. */
    void add(String name, String value) {
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        int at = size++;
        for (; at > 0 && names[at - 1].compareTo(name) > 0; at--) {
            names[at] = names[at - 1];
            values[at] = values[at - 1];
        }
        names[at] = name;
        values[at] = value;
    }

    /** Appends {@code name:value} lines; fields of one name become one line. */
    void appendLines(StringBuilder out) {
        for (int i = 0; i < size; i++) {
            if (again(i)) {
                out.append(',');
            } else {
                out.append(i == 0 ? "" : "\n").append(names[i]).append(':');
            }
            appendTrimmed(out, values[i]);
        }
        out.append('\n');
    }

    /** Appends {@code host;range;x-amz-date}. */
    void appendNames(StringBuilder out) {
        for (int i = 0; i < size; i++) {
            if (!again(i)) {
                out.append(i == 0 ? "" : ";").append(names[i]);
            }
        }
    }

    private boolean again(int i) {
        return i > 0 && names[i].equals(names[i - 1]);
    }

    /** Without blanks around the value, and with one blank for each run of them inside. */
    private static void appendTrimmed(StringBuilder out, String value) {
        int start = out.length();
        boolean blank = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ' ' || c == '\t') {
                blank = true;
            } else {
                if (blank && out.length() > start) {
                    out.append(' ');
                }
                out.append(c);
                blank = false;
            }
        }
    }
}
