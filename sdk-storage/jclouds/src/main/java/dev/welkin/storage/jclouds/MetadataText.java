package dev.welkin.storage.jclouds;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Values of metadata as header fields. Printable ASCII goes as it is; all else as an encoded word of RFC 2047,
 * {@code =?UTF-8?B?..?=}, of any length.
 */
final class MetadataText {
    private static final String START = "=?UTF-8?B?";
    private static final String END = "?=";

    private MetadataText() {}

    static String encode(String value) {
        boolean plain = !value.isEmpty()
                && value.chars().allMatch(c -> c >= ' ' && c <= '~')
                && value.equals(value.strip())
                && !value.startsWith("=?");
        return plain ? value : word(value);
    }

    /** Encodes what could go as it is, too. */
    static String word(String value) {
        return START + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) + END;
    }

    /** What others wrote and is no encoded word of ours stays as it is. */
    static String decode(String field) {
        if (!field.startsWith(START) || !field.endsWith(END) || field.length() < START.length() + END.length()) {
            return field;
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(field.substring(START.length(), field.length() - END.length()));
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return field;
        }
    }
}
