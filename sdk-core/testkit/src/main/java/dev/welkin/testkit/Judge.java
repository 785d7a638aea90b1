package dev.welkin.testkit;

import java.util.Objects;

/**
 * What answered while a backend's contracts ran. It stands in the results and in the support table, so that nobody
 * takes a fake for the server that it imitates.
 *
 * @param text what the support table says
 */
public record Judge(String text) {
    private static final String CONTRACT_TESTED_ONLY = ", contract-tested only";

    /** Wants a text. */
    public Judge {
        Objects.requireNonNull(text, "text");
    }

    /**
     * A real server, which others wrote.
     *
     * @param nameAndVersion for example {@code S3Proxy 4.1.0}
     * @return the judge
     */
    public static Judge server(String nameAndVersion) {
        return new Judge(nameAndVersion);
    }

    /**
     * The backend alone: it needs no server.
     *
     * @return the judge
     */
    public static Judge itself() {
        return new Judge("itself");
    }

    /**
     * Something of our own that imitates the server.
     *
     * @param what for example {@code in-JVM fake}
     * @return the judge; its text ends with "contract-tested only"
     */
    public static Judge fake(String what) {
        return new Judge(what + CONTRACT_TESTED_ONLY);
    }
}
