package dev.welkin.storage.internal.file;

import java.io.ByteArrayOutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keys as paths that every file system can hold, and back. Lower-case letters, digits and harmless signs stay as they
 * are, so that an ordinary key is its own path. What differs from that:
 *
 * <ul>
 *   <li>{@code ^} switches between lower and upper case: {@code README.md} is {@code ^readme.^md}, so that keys
 *       differing only in case are different names on a file system that ignores it.
 *   <li>{@code %} and two hexadecimal digits stand for a byte of UTF-8: anything beyond ASCII, so that no file system
 *       can fold two Unicode forms into one; what some system forbids in names; a dot or space at a name's end; the
 *       first letter of a device name such as {@code con}.
 *   <li>{@code %} alone is the empty name, as between the slashes of {@code a//b}.
 *   <li>A name too long for a file system goes on in a folder: {@code beginning%+/rest}.
 *   <li>{@code name%} is the object {@code name} where a folder of that name is needed too, for {@code name/other}.
 * </ul>
 */
final class KeyPaths {
    /** Where the store keeps what is not an object; no key can have this path. */
    static final String INTERNAL = ".%welkin";

    private static final String EMPTY = "%";
    private static final String BESIDE_FOLDER = "%";
    private static final String CONTINUED = "%+";
    /** With a mark and two escapes more it stays within 255 bytes, the least of the common file systems. */
    private static final int MAX_NAME = 240;

    private static final String PLAIN = " !#$&'()+,-.;=@[]_{}";
    private static final Set<String> DEVICES = devices();

    private KeyPaths() {}

    /** Returns the path of a key below the root, with {@code /} between names. */
    static String encode(String key) {
        List<String> names = new ArrayList<>();
        for (String segment : key.split("/", -1)) {
            appendNames(segment, names);
        }
        return String.join("/", names);
    }

    /** Returns the name an object has where a folder stands in its place. */
    static String besideFolder(String path) {
        return path + BESIDE_FOLDER;
    }

    /** Tells whether a file's name is that of an object beside a folder. */
    static boolean isBesideFolder(String name) {
        return name.endsWith(BESIDE_FOLDER) && !name.equals(EMPTY);
    }

    /** Tells whether a folder's name goes on in it. */
    static boolean isContinued(String name) {
        return name.endsWith(CONTINUED);
    }

    /** Returns the part of a key that a name stands for, or null where no key has such a name. */
    static @Nullable String decodeName(String name) {
        if (name.equals(EMPTY)) {
            return "";
        }
        String plain = isContinued(name) ? name.substring(0, name.length() - CONTINUED.length()) : name;
        try {
            return new Decoder(plain).decode();
        } catch (CharacterCodingException | NumberFormatException | IndexOutOfBoundsException e) {
            return null; // a file of somebody else's
        }
    }

    /** Returns the key of a folder's path, without the last slash, or null where no key has such a path. */
    static @Nullable String decodePath(String path) {
        StringBuilder key = new StringBuilder();
        boolean continued = true;
        for (String name : path.split("/", -1)) {
            String part = decodeName(name);
            if (part == null) {
                return null;
            }
            key.append(continued ? "" : "/").append(part);
            continued = isContinued(name);
        }
        return key.toString();
    }

    private static void appendNames(String segment, List<String> names) {
        if (segment.isEmpty()) {
            names.add(EMPTY);
            return;
        }
        StringBuilder name = new StringBuilder();
        boolean upper = false;
        for (int c : segment.codePoints().toArray()) {
            if (name.length() + token(c, upper).length() > MAX_NAME) {
                names.add(harmless(name.toString()) + CONTINUED);
                name.setLength(0);
                upper = false;
            }
            name.append(token(c, upper));
            upper = isLetter(c) ? Character.isUpperCase(c) : upper;
        }
        names.add(harmless(name.toString()));
    }

    private static String token(int c, boolean upper) {
        if (isLetter(c)) {
            String letter = Character.toString(Character.toLowerCase(c));
            return Character.isUpperCase(c) == upper ? letter : "^" + letter;
        }
        boolean plain = (c >= '0' && c <= '9') || PLAIN.indexOf(c) >= 0;
        return plain ? Character.toString(c) : escape(Character.toString(c));
    }

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /** Escapes a device's first letter, and a dot or space at the end. */
    private static String harmless(String name) {
        String first = DEVICES.contains(stem(name)) ? escape(name.substring(0, 1)) + name.substring(1) : name;
        char last = first.charAt(first.length() - 1);
        return last == '.' || last == ' '
                ? first.substring(0, first.length() - 1) + escape(String.valueOf(last))
                : first;
    }

    private static String stem(String name) {
        int dot = name.indexOf('.');
        return (dot < 0 ? name : name.substring(0, dot)).stripTrailing();
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            escaped.append(String.format("%%%02X", b & 0xff));
        }
        return escaped.toString();
    }

    /** What Windows reserves, with any ending. */
    private static Set<String> devices() {
        List<String> names = new ArrayList<>(List.of("con", "prn", "aux", "nul", "conin$", "conout$"));
        for (int i = 0; i <= 9; i++) {
            names.add("com" + i);
            names.add("lpt" + i);
        }
        return Set.copyOf(names);
    }

    /** Reads one name. */
    private static final class Decoder {
        private final String name;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean upper;
        private int at;

        Decoder(String name) {
            this.name = name;
        }

        String decode() throws CharacterCodingException {
            while (at < name.length()) {
                next(name.charAt(at));
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        }

        private void next(char c) {
            if (c == '^') {
                upper = !upper;
                at++;
            } else if (c == '%') {
                bytes.write(Integer.parseInt(name.substring(at + 1, at + 3), 16));
                at += 3;
            } else {
                String one = String.valueOf(c);
                bytes.writeBytes((upper ? one.toUpperCase(Locale.ROOT) : one).getBytes(StandardCharsets.UTF_8));
                at++;
            }
        }
    }
}
