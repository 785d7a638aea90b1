package dev.welkin.storage;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;

/**
 * Options of a listing.
 *
 * @param prefix what the keys begin with; by default "", all
 * @param delimiter where set, for example to {@code /}, keys that have it behind the prefix are folded into one common
 *     prefix each, up to and with the delimiter; by default "", none
 * @param startAfter the listing begins behind this key, in the order of UTF-8 bytes; by default "", at the start
 * @param pageSize how many keys and prefixes one request asks for, 1 to {@value #MAX_PAGE_SIZE}
 */
public record ListOptions(String prefix, String delimiter, String startAfter, int pageSize) {
    /** The default and the largest page. */
    public static final int MAX_PAGE_SIZE = 1000;

    private static final ListOptions DEFAULTS = new ListOptions("", "", "", MAX_PAGE_SIZE);

    /** Checks every part. */
    public ListOptions {
        ObjectKey.checkPrefix(prefix);
        ObjectKey.checkPrefix(delimiter);
        ObjectKey.checkPrefix(startAfter);
        if (pageSize < 1 || pageSize > MAX_PAGE_SIZE) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "A page of a listing has 1 to " + MAX_PAGE_SIZE + " entries, not " + pageSize);
        }
    }

    /**
     * Returns the defaults.
     *
     * @return everything, in pages of 1000
     */
    public static ListOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Returns the defaults with a prefix.
     *
     * @param prefix what the keys begin with
     * @return options
     */
    public static ListOptions prefix(String prefix) {
        return DEFAULTS.withPrefix(prefix);
    }

    /**
     * Returns these options with another prefix.
     *
     * @param value what the keys begin with
     * @return new options
     */
    public ListOptions withPrefix(String value) {
        return new ListOptions(value, delimiter, startAfter, pageSize);
    }

    /**
     * Returns these options with another delimiter.
     *
     * @param value for example {@code /}; "" for none
     * @return new options
     */
    public ListOptions withDelimiter(String value) {
        return new ListOptions(prefix, value, startAfter, pageSize);
    }

    /**
     * Returns these options with another start.
     *
     * @param value the key the listing begins behind
     * @return new options
     */
    public ListOptions withStartAfter(String value) {
        return new ListOptions(prefix, delimiter, value, pageSize);
    }

    /**
     * Returns these options with another page size.
     *
     * @param value 1 to 1000
     * @return new options
     */
    public ListOptions withPageSize(int value) {
        return new ListOptions(prefix, delimiter, startAfter, value);
    }
}
