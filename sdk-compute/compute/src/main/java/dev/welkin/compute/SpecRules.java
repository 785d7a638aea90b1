package dev.welkin.compute;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** What a spec accepts. Messages name the part that is wrong and never repeat a value. */
final class SpecRules {
    private SpecRules() {}

    static String name(String name) {
        return require(
                name.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,39}"),
                name,
                "A job's name has 1 to 40 letters, digits, '-' and '_' and starts with a letter or digit.");
    }

    static List<String> argv(List<String> argv) {
        require(
                !argv.isEmpty() && !argv.get(0).isEmpty(),
                argv,
                "A command needs an executable, and a shell a script.");
        return arguments(argv);
    }

    static List<String> arguments(List<String> arguments) {
        require(
                arguments.stream().allMatch(a -> a.indexOf('\0') < 0),
                arguments,
                "An argument, script or variable must not hold the character NUL: no system can pass it on.");
        return arguments;
    }

    static void mainClass(String name) {
        require(
                name.matches("[\\p{L}_$][\\p{L}\\p{N}_$.]*"),
                name,
                "A main class is a full name such as com.example.Train.");
    }

    static void variable(String name) {
        require(
                name.matches("[A-Za-z_][A-Za-z0-9_]{0,199}") && !name.startsWith("WELKIN_JOB"),
                name,
                "A variable's name has letters, digits and '_' and does not start with a digit or with WELKIN_JOB.");
    }

    static void reference(String variable, String ref) {
        require(
                (ref.startsWith("env:") && ref.length() > 4) || (ref.startsWith("file:") && ref.length() > 5),
                ref,
                "The secret for '" + variable
                        + "' must be a reference, env:NAME or file:/path, never the secret itself.");
    }

    static String relative(String path) {
        return require(
                !path.isEmpty()
                        && !path.startsWith("/")
                        && path.indexOf('\0') < 0
                        && path.indexOf('\\') < 0
                        && Arrays.stream(path.split("/", -1)).noneMatch(".."::equals),
                path,
                "A path in a job's folder is relative, with '/' between its parts and without '..'.");
    }

    static Duration positive(Duration limit) {
        return require(!limit.isNegative() && !limit.isZero(), limit, "maxDuration must be more than zero.");
    }

    static String key(String key) {
        return require(!key.isEmpty() && key.length() <= 200, key, "An idempotency key has 1 to 200 characters.");
    }

    private static <T> T require(boolean holds, T value, String otherwise) {
        if (!holds) {
            throw CloudException.of(ErrorCode.INVALID_ARGUMENT, otherwise);
        }
        return value;
    }
}
