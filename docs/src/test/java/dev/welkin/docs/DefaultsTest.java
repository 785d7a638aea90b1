package dev.welkin.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every row of docs/defaults.md is asked of the code: the row's last column is a chain of static fields, static methods
 * and accessors without arguments, such as {@code dev.welkin.http.HttpOptions.defaults().connectTimeout()}.
 */
class DefaultsTest {
    private static final Path PAGE = Repository.ROOT.resolve("docs/defaults.md");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| ([^|]+?) \\| `([^`]*)` \\| `(dev\\.welkin[^`]*)` \\|$");

    record Default(String meaning, String value, String source) {}

    static Stream<Default> rows() {
        return ROW.matcher(Repository.read(PAGE))
                .results()
                .map((MatchResult m) -> new Default(m.group(1), m.group(2), m.group(3)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isWhatTheCodeSays(Default row) throws ReflectiveOperationException {
        assertThat(String.valueOf(evaluate(row.source())))
                .as("%s", row.meaning())
                .isEqualTo(row.value());
    }

    @Test
    void everyRowOfTheTableIsRead() {
        long rows = Repository.read(PAGE).lines().filter(l -> l.contains("| `")).count();
        assertThat(rows()).hasSize((int) rows).hasSizeGreaterThan(20);
    }

    private static Object evaluate(String source) throws ReflectiveOperationException {
        String[] parts = source.replace("()", "").split("\\.");
        int start = 0;
        while (!Character.isUpperCase(parts[start].charAt(0))) {
            start++;
        }
        StringBuilder name = new StringBuilder(String.join(".", java.util.Arrays.copyOf(parts, start + 1)));
        int next = start + 1;
        while (next < parts.length - 1 && parts[next].matches("[A-Z][a-z].*")) {
            name.append('$').append(parts[next++]);
        }
        Class<?> type = Class.forName(name.toString());
        Object value = type;
        for (; next < parts.length; next++) {
            value = member(type, value, parts[next]);
            type = value.getClass();
        }
        return value;
    }

    private static Object member(Class<?> type, Object target, String name) throws ReflectiveOperationException {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    return open(field).get(target);
                }
            }
            for (Method method : c.getDeclaredMethods()) {
                if (method.getName().equals(name) && method.getParameterCount() == 0) {
                    return open(method).invoke(target);
                }
            }
        }
        throw new NoSuchMethodException(type.getName() + " has no field or method " + name);
    }

    private static <T extends AccessibleObject> T open(T member) {
        member.setAccessible(true);
        return member;
    }
}
