package dev.welkin.aws;

import java.util.ArrayDeque;
import java.util.Deque;

/** Paths as all services but S3 sign them: without empty, {@code .} and {@code ..} segments (RFC 3986, 5.2.4). */
final class Paths {
    private Paths() {}

    static String normalise(String path) {
        Deque<String> kept = new ArrayDeque<>();
        for (String segment : path.split("/", -1)) {
            if (segment.equals("..")) {
                kept.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                kept.addLast(segment);
            }
        }
        String joined = "/" + String.join("/", kept);
        return path.endsWith("/") && joined.length() > 1 ? joined + "/" : joined;
    }
}
