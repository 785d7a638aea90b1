package dev.welkin.testkit;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds secrets that come out where they must not. It makes values that occur nowhere else, for a test to use as
 * password, prompt or payload; while it is open it reads every log event of the JVM at every level, and whatever else
 * the test shows it. A value that is seen anywhere, whole, in part or in Base64, is a leak. Safe for use by several
 * threads.
 *
 * <pre>{@code
 * try (Canary canary = Canary.watch();
 *         Cloud cloud = Cloud.builder().listener(canary.listener(CallListener.class)).open()) {
 *     Secret password = Secret.of(canary.value("password"));
 *     canary.shows("the exception", catchThrowable(() -> login(password)));
 *     canary.shows("the metrics", cloud.metrics());
 *     canary.files(folder, file -> file.endsWith("credentials"));
 *     canary.assertNoLeak();
 * }
 * }</pre>
 */
public final class Canary implements AutoCloseable {
    private final List<CanaryValue> values = new CopyOnWriteArrayList<>();
    private final List<String> leaks = new CopyOnWriteArrayList<>();
    private final LogWatch log = new LogWatch(this::shows);

    private Canary() {}

    /**
     * Starts to read what is logged.
     *
     * @return a canary that watches until it is closed
     * @throws IllegalStateException if SLF4J's events cannot be seen, as they are not handed to java.util.logging
     */
    public static Canary watch() {
        return new Canary();
    }

    /**
     * Makes a value that must not be seen.
     *
     * @param name what it is used as, for example {@code password}; stands in the report of a leak
     * @return letters and digits that occur nowhere else
     */
    public String value(String name) {
        CanaryValue value = CanaryValue.fresh(name);
        values.add(value);
        return value.text();
    }

    /**
     * Looks at something that users, operators or dashboards see.
     *
     * @param where what it is, for the report
     * @param seen a Throwable is read with its whole chain and stack traces, anything else by its toString
     */
    public void shows(String where, Object seen) {
        search(where, seen instanceof Throwable thrown ? chain(thrown) : String.valueOf(seen));
    }

    /**
     * Looks at the names and contents of all files in a folder, those below included.
     *
     * @param folder where to look
     * @param declared tells which files may hold the values, for example objects that were stored on purpose
     * @throws UncheckedIOException if a file cannot be read
     */
    public void files(Path folder, Predicate<Path> declared) {
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(declared.negate()).forEach(this::file);
        } catch (IOException e) {
            throw new UncheckedIOException("the files in " + folder + " cannot be read", e);
        }
    }

    /**
     * Makes a listener that looks at the arguments of all its calls.
     *
     * @param type an interface whose methods return nothing
     * @param <T> the interface
     * @return a listener
     */
    public <T> T listener(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> switch (method.getName()) {
                    case "equals" -> self == arguments[0];
                    case "hashCode" -> System.identityHashCode(self);
                    case "toString" -> "canary's " + type.getSimpleName();
                    default -> told(type.getSimpleName() + "." + method.getName(), arguments);
                }));
    }

    /**
     * Returns what came out so far.
     *
     * @return one line for each place where a value was seen
     */
    public List<String> leaks() {
        return List.copyOf(leaks);
    }

    /**
     * Fails if a value was seen anywhere.
     *
     * @throws AssertionError naming each value and each place
     */
    public void assertNoLeak() {
        if (!leaks.isEmpty()) {
            throw new AssertionError("What must not be seen came out:\n" + String.join("\n", leaks));
        }
    }

    /** Stops reading what is logged. */
    @Override
    public void close() {
        log.close();
    }

    private void search(String where, String text) {
        for (CanaryValue value : values) {
            if (value.isIn(text)) {
                String shown = text.length() <= 300 ? text : text.substring(0, 300) + "...";
                leaks.add("'" + value.name() + "' in " + where + ": " + shown);
            }
        }
    }

    private void file(Path file) {
        search("the name of a file", file.toString());
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            search("the file " + file, content(file));
        }
    }

    private static String content(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1); // keeps each byte
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + file + " cannot be read", e);
        }
    }

    @SuppressWarnings("NullAway") // an interface's void method is answered with null, and has null for no arguments
    private Object told(String where, Object[] arguments) {
        for (Object argument : arguments == null ? new Object[0] : arguments) {
            shows(where, argument);
        }
        return null;
    }

    /** Printing a stack trace shows causes, suppressed ones and their messages as a log would. */
    private static String chain(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
