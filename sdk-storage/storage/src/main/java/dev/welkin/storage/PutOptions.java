package dev.welkin.storage;

import java.util.Map;

/**
 * Options of a write.
 *
 * @param mode what must be there before; by default anything
 * @param attributes what is stored beside the bytes; by default the content type guessed from the key's ending
 * @param tags what the object is tagged with, as {@link Bucket#setTags} takes them; by default nothing
 * @param transfer how large content moves; by default in parts of 8 MiB, four at once
 */
public record PutOptions(PutMode mode, ObjectAttributes attributes, Map<String, String> tags, Transfer transfer) {
    private static final PutOptions DEFAULTS =
            new PutOptions(PutMode.overwrite(), ObjectAttributes.NONE, Map.of(), Transfer.defaults());

    /** Checks and copies the tags. */
    public PutOptions {
        tags = Tags.checked(tags);
    }

    /**
     * Returns the defaults.
     *
     * @return overwrite, content type guessed, nothing else set
     */
    public static PutOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Returns the defaults with a mode.
     *
     * @param mode what must be there before
     * @return options
     */
    public static PutOptions mode(PutMode mode) {
        return DEFAULTS.withMode(mode);
    }

    /**
     * Returns the defaults with a content type.
     *
     * @param contentType for example {@code text/plain}
     * @return options
     */
    public static PutOptions contentType(String contentType) {
        return DEFAULTS.withContentType(contentType);
    }

    /**
     * Returns the defaults with metadata.
     *
     * @param metadata names of the form {@code [a-z_][a-z0-9_]*} and any text
     * @return options
     */
    public static PutOptions metadata(Map<String, String> metadata) {
        return DEFAULTS.withMetadata(metadata);
    }

    /**
     * Returns these options with another mode.
     *
     * @param value what must be there before
     * @return new options
     */
    public PutOptions withMode(PutMode value) {
        return new PutOptions(value, attributes, tags, transfer);
    }

    /**
     * Returns these options with other attributes.
     *
     * @param value all of the attributes
     * @return new options
     */
    public PutOptions withAttributes(ObjectAttributes value) {
        return new PutOptions(mode, value, tags, transfer);
    }

    /**
     * Returns these options with other tags.
     *
     * @param value names and values, as {@link Bucket#setTags} takes them
     * @return new options
     */
    public PutOptions withTags(Map<String, String> value) {
        return new PutOptions(mode, attributes, value, transfer);
    }

    /**
     * Returns these options with another way of moving large content.
     *
     * @param value part size and parallelism
     * @return new options
     */
    public PutOptions withTransfer(Transfer value) {
        return new PutOptions(mode, attributes, tags, value);
    }

    /**
     * Returns these options with another content type.
     *
     * @param value for example {@code text/plain}; "" to have it guessed
     * @return new options
     */
    public PutOptions withContentType(String value) {
        return withAttributes(attributes.withContentType(value));
    }

    /**
     * Returns these options with other metadata.
     *
     * @param value all of the metadata
     * @return new options
     */
    public PutOptions withMetadata(Map<String, String> value) {
        return withAttributes(attributes.withMetadata(value));
    }

    /**
     * Returns these options with another Cache-Control field.
     *
     * @param value for example {@code max-age=3600}
     * @return new options
     */
    public PutOptions withCacheControl(String value) {
        return withAttributes(attributes.withCacheControl(value));
    }

    /**
     * Returns these options with another Content-Disposition field.
     *
     * @param value for example {@code attachment; filename=a.pdf}
     * @return new options
     */
    public PutOptions withContentDisposition(String value) {
        return withAttributes(attributes.withContentDisposition(value));
    }

    /**
     * Returns these options with another Content-Encoding field.
     *
     * @param value for example {@code gzip}; the bytes given must have it already
     * @return new options
     */
    public PutOptions withContentEncoding(String value) {
        return withAttributes(attributes.withContentEncoding(value));
    }
}
