package dev.welkin.benchmarks.s3;

/** A client that is measured, with the bucket {@code bench}. Safe for use by several threads. */
public interface Client extends AutoCloseable {
    /** The endpoint's credentials. */
    String ACCESS_KEY = "welkin-test";

    /** The endpoint's credentials. */
    String SECRET_KEY = "welkin-test-secret";

    /** Writes an object. */
    void put(String key, byte[] content) throws Exception;

    /** Reads an object to its end and returns how long it was. */
    long get(String key) throws Exception;

    /** Lists all objects and returns how many there were. */
    int list() throws Exception;
}
