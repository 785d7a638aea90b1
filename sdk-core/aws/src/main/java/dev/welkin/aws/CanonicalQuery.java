package dev.welkin.aws;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters of a URL as they are signed: encoded as they were sent, in order of their encoded names. */
final class CanonicalQuery {
    private record Parameter(String name, String value) {}

    private static final Comparator<Parameter> ORDER =
            Comparator.comparing(Parameter::name).thenComparing(Parameter::value);

    private final List<Parameter> parameters = new ArrayList<>();

    static String of(@Nullable String rawQuery) {
        if (rawQuery == null || rawQuery.isEmpty()) {
            return "";
        }
        if (rawQuery.indexOf('&') < 0) {
            return rawQuery.indexOf('=') < 0 ? rawQuery + '=' : rawQuery;
        }
        return new CanonicalQuery().addAll(rawQuery).toString();
    }

    CanonicalQuery addAll(@Nullable String rawQuery) {
        int start = 0;
        int length = rawQuery == null ? 0 : rawQuery.length();
        while (rawQuery != null && start < length) {
            int end = rawQuery.indexOf('&', start);
            end = end < 0 ? length : end;
            if (end > start) {
                addEncoded(rawQuery.substring(start, end));
            }
            start = end + 1;
        }
        return this;
    }

    CanonicalQuery add(String name, String value) {
        parameters.add(new Parameter(name, Rfc3986.component(value)));
        return this;
    }

    private void addEncoded(String parameter) {
        int equals = parameter.indexOf('=');
        parameters.add(
                equals < 0
                        ? new Parameter(parameter, "")
                        : new Parameter(parameter.substring(0, equals), parameter.substring(equals + 1)));
    }

    @Override
    public String toString() {
        parameters.sort(ORDER);
        StringBuilder query = new StringBuilder(64);
        for (Parameter p : parameters) {
            query.append(query.isEmpty() ? "" : "&").append(p.name).append('=').append(p.value);
        }
        return query.toString();
    }
}
