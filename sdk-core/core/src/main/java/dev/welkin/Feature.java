package dev.welkin;

/** Something a backend may or may not be able to do. Each service has its own enum of features. */
public interface Feature {
    /**
     * Returns the feature's name as it stands in support tables, in capitals.
     *
     * @return for example {@code CONDITIONAL_PUT}
     */
    String name();

    /**
     * Returns what to do on a backend that lacks the feature; it ends the UNSUPPORTED error's message.
     *
     * @return a short advice, for example {@code "use overwrite, or a backend with CONDITIONAL_PUT such as file or s3"}
     */
    String alternative();
}
