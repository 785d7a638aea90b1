package dev.welkin.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds test data too large for the repository: under the folder that {@code WELKIN_TEST_DATA} names. */
public final class TestData {
    private TestData() {}

    /**
     * Finds a file or folder.
     *
     * @param name its path below the folder, for example {@code nab/data}
     * @return its path, or empty where the variable is not set or the data is not there; then skip, showing
     *     {@link #missing}
     */
    public static Optional<Path> find(String name) {
        return find(System.getenv("WELKIN_TEST_DATA"), name);
    }

    static Optional<Path> find(@Nullable String folder, String name) {
        return Optional.ofNullable(folder).map(f -> Path.of(f).resolve(name)).filter(Files::exists);
    }

    /**
     * Says why a test is skipped.
     *
     * @param name the path that {@link #find} did not find
     * @return one line for the test report
     */
    public static String missing(String name) {
        return "skipped: needs " + name + " below the folder that WELKIN_TEST_DATA names";
    }
}
