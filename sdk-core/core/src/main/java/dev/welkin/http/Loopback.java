package dev.welkin.http;

import java.util.Locale;
import java.util.regex.Pattern;

/** Knows this machine's own names without asking any server. */
final class Loopback {
    private static final Pattern IPV4 = Pattern.compile("127(\\.\\d{1,3}){3}");

    private Loopback() {}

    static boolean is(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || IPV4.matcher(name).matches()
                || name.equals("[::1]")
                || name.equals("::1");
    }
}
