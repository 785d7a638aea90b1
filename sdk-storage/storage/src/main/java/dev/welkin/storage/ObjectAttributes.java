package dev.welkin.storage;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is stored with an object beside its bytes: the HTTP content fields, and metadata of the user's own. "" means
 * that a field is not set.
 *
 * @param contentType the media type; where a put leaves it "", it is guessed from the key's ending
 * @param cacheControl the Cache-Control field for HTTP readers
 * @param contentDisposition the Content-Disposition field
 * @param contentEncoding the Content-Encoding field; stored and handed back, never acted on
 * @param metadata names of the form {@code [a-z_][a-z0-9_]*} and values of any Unicode text
 */
public record ObjectAttributes(
        String contentType,
        String cacheControl,
        String contentDisposition,
        String contentEncoding,
        Map<String, String> metadata) {
    /** The most characters of one content field. */
    public static final int MAX_FIELD_CHARS = 1024;

    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]*");

    /** No field set. */
    public static final ObjectAttributes NONE = new ObjectAttributes("", "", "", "", Map.of());

    /** Checks every part and copies the metadata. */
    public ObjectAttributes {
        checkField("content type", contentType);
        checkField("cache control", cacheControl);
        checkField("content disposition", contentDisposition);
        checkField("content encoding", contentEncoding);
        metadata.forEach(ObjectAttributes::checkEntry);
        metadata = Map.copyOf(metadata);
    }

    /**
     * Returns these attributes with another media type.
     *
     * @param value for example {@code text/plain}, or "" for none
     * @return new attributes
     */
    public ObjectAttributes withContentType(String value) {
        return new ObjectAttributes(value, cacheControl, contentDisposition, contentEncoding, metadata);
    }

    /**
     * Returns these attributes with another Cache-Control field.
     *
     * @param value for example {@code max-age=3600}, or "" for none
     * @return new attributes
     */
    public ObjectAttributes withCacheControl(String value) {
        return new ObjectAttributes(contentType, value, contentDisposition, contentEncoding, metadata);
    }

    /**
     * Returns these attributes with another Content-Disposition field.
     *
     * @param value for example {@code attachment; filename=a.pdf}, or "" for none
     * @return new attributes
     */
    public ObjectAttributes withContentDisposition(String value) {
        return new ObjectAttributes(contentType, cacheControl, value, contentEncoding, metadata);
    }

    /**
     * Returns these attributes with another Content-Encoding field.
     *
     * @param value for example {@code gzip}, or "" for none
     * @return new attributes
     */
    public ObjectAttributes withContentEncoding(String value) {
        return new ObjectAttributes(contentType, cacheControl, contentDisposition, value, metadata);
    }

    /**
     * Returns these attributes with other metadata.
     *
     * @param value all of the metadata
     * @return new attributes
     */
    public ObjectAttributes withMetadata(Map<String, String> value) {
        return new ObjectAttributes(contentType, cacheControl, contentDisposition, contentEncoding, value);
    }

    /** Prints the metadata's names only: the values may be private. */
    @Override
    public String toString() {
        return "ObjectAttributes[" + contentType + ", metadata " + new TreeMap<>(metadata).keySet() + "]";
    }

    private static void checkField(String what, String value) {
        if (!isField(value)) {
            throw bad("The " + what + " '" + Shown.of(value) + "' must be printable ASCII of at most " + MAX_FIELD_CHARS
                    + " characters");
        }
    }

    /**
     * Tells whether a value can stand in a content field; backends leave out what others stored and this refuses.
     *
     * @param value any text
     * @return true for at most {@value #MAX_FIELD_CHARS} characters of printable ASCII
     */
    public static boolean isField(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
                return false;
            }
        }
        return value.length() <= MAX_FIELD_CHARS;
    }

    /**
     * Tells whether a name can be one of metadata; backends leave out what others named otherwise.
     *
     * @param name any text
     * @return true for {@code [a-z_][a-z0-9_]*}
     */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    private static void checkEntry(String name, String value) {
        if (!isName(name)) {
            throw bad("The metadata name '" + Shown.of(name)
                    + "' must be lower-case letters, digits and _, not starting with a digit, as in 'taken_at'");
        }
        if (ObjectKey.unpairedSurrogate(value) >= 0) {
            throw bad("The value of metadata '" + Shown.of(name) + "' is broken Unicode: an unpaired surrogate at "
                    + ObjectKey.unpairedSurrogate(value));
        }
    }

    private static CloudException bad(String message) {
        return CloudException.builder(ErrorCode.INVALID_ARGUMENT, message)
                .reason("attributes")
                .build();
    }
}
