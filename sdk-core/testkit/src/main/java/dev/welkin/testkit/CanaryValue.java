package dev.welkin.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** A value that occurs nowhere else, and the traces by which it is recognised. */
record CanaryValue(String name, String text, List<String> traces) {
    private static final int PART = 12;

    static CanaryValue fresh(String name) {
        String text = UUID.randomUUID().toString().replace("-", "");
        List<String> traces = new ArrayList<>();
        traces.add(text.substring(0, PART)); // a text that was cut off is seen too
        traces.add(text.substring(text.length() - PART));
        for (int shift = 0; shift < 3; shift++) {
            traces.add(base64(text, shift));
        }
        return new CanaryValue(name, text, List.copyOf(traces));
    }

    boolean isIn(String seen) {
        return traces.stream().anyMatch(seen::contains);
    }

    /** The middle of the value's Base64, behind so many other bytes: what stands around it changes its ends only. */
    private static String base64(String text, int shift) {
        byte[] bytes = ("x".repeat(shift) + text).getBytes(StandardCharsets.UTF_8);
        String all = Base64.getEncoder().encodeToString(bytes);
        return all.substring(4, 4 + 2 * PART);
    }
}
