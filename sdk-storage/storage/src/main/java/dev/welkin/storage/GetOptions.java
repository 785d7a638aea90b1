package dev.welkin.storage;

import org.jspecify.annotations.Nullable;

/**
 * Options of a read.
 *
 * @param range which bytes; by default the whole object
 * @param ifMatch the version that must be there, else PRECONDITION_FAILED (reason {@code changed}); null for any
 * @param ifNoneMatch the version that the caller has already: while it is there, the read ends as PRECONDITION_FAILED
 *     (reason {@code not_modified}); null for none
 * @param version the kept version to read; null, the default, for the current one
 * @param maxBytes the most bytes {@link Bucket#getBytes} takes into memory; {@value #DEFAULT_MAX_BYTES} by default
 */
public record GetOptions(
        ByteRange range,
        @Nullable VersionToken ifMatch,
        @Nullable VersionToken ifNoneMatch,
        @Nullable VersionId version,
        long maxBytes) {
    /** 64 MiB. */
    public static final long DEFAULT_MAX_BYTES = 64L << 20;

    private static final GetOptions DEFAULTS = new GetOptions(ByteRange.whole(), null, null, null, DEFAULT_MAX_BYTES);

    /**
     * Returns the defaults.
     *
     * @return the whole object, unconditionally, at most 64 MiB into memory
     */
    public static GetOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Returns the defaults with a range.
     *
     * @param range which bytes
     * @return options
     */
    public static GetOptions range(ByteRange range) {
        return DEFAULTS.withRange(range);
    }

    /**
     * Returns the defaults with a required version.
     *
     * @param token the version that must be there
     * @return options
     */
    public static GetOptions ifMatch(VersionToken token) {
        return DEFAULTS.withIfMatch(token);
    }

    /**
     * Returns the defaults with a version that is known already.
     *
     * @param token the version the caller has
     * @return options
     */
    public static GetOptions ifNoneMatch(VersionToken token) {
        return DEFAULTS.withIfNoneMatch(token);
    }

    /**
     * Returns these options with another range.
     *
     * @param value which bytes
     * @return new options
     */
    public GetOptions withRange(ByteRange value) {
        return new GetOptions(value, ifMatch, ifNoneMatch, version, maxBytes);
    }

    /**
     * Returns these options with another required version.
     *
     * @param value the version that must be there, or null for any
     * @return new options
     */
    public GetOptions withIfMatch(@Nullable VersionToken value) {
        return new GetOptions(range, value, ifNoneMatch, version, maxBytes);
    }

    /**
     * Returns these options with another known version.
     *
     * @param value the version the caller has, or null for none
     * @return new options
     */
    public GetOptions withIfNoneMatch(@Nullable VersionToken value) {
        return new GetOptions(range, ifMatch, value, version, maxBytes);
    }

    /**
     * Returns the defaults with a kept version.
     *
     * @param version which version to read
     * @return options
     */
    public static GetOptions version(VersionId version) {
        return DEFAULTS.withVersion(version);
    }

    /**
     * Returns these options with another kept version.
     *
     * @param value which version to read, or null for the current one
     * @return new options
     */
    public GetOptions withVersion(@Nullable VersionId value) {
        return new GetOptions(range, ifMatch, ifNoneMatch, value, maxBytes);
    }

    /**
     * Returns these options with another cap on bytes in memory.
     *
     * @param value the most bytes
     * @return new options
     */
    public GetOptions withMaxBytes(long value) {
        return new GetOptions(range, ifMatch, ifNoneMatch, version, value);
    }
}
