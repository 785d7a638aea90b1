package dev.welkin.storage;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;

/** Which bytes of an object are wanted. */
public sealed interface ByteRange {
    /**
     * Returns the range of everything.
     *
     * @return the whole object
     */
    static ByteRange whole() {
        return Whole.INSTANCE;
    }

    /**
     * Returns the range from a place to the end.
     *
     * @param offset the first byte, 0 for the start; must lie in the object
     * @return the range
     * @throws CloudException INVALID_ARGUMENT if it is negative
     */
    static ByteRange from(long offset) {
        return new Span(offset, Long.MAX_VALUE);
    }

    /**
     * Returns the range of some bytes from a place; cut where the object ends.
     *
     * @param offset the first byte, 0 for the start; must lie in the object
     * @param lengthBytes how many, at least 1
     * @return the range
     * @throws CloudException INVALID_ARGUMENT if the numbers make no range
     */
    static ByteRange of(long offset, long lengthBytes) {
        return new Span(offset, lengthBytes).wanted();
    }

    /**
     * Returns the range of the last bytes; all of them where the object is shorter.
     *
     * @param lengthBytes how many, at least 1
     * @return the range
     * @throws CloudException INVALID_ARGUMENT if it is less than 1
     */
    static ByteRange last(long lengthBytes) {
        return new Tail(lengthBytes);
    }

    /**
     * Finds the bytes in an object of a known size.
     *
     * @param sizeBytes the object's size
     * @return the exact span, or the empty span at 0 for the whole or the tail of an empty object
     * @throws CloudException INVALID_ARGUMENT (reason {@code range}) if the range starts behind the last byte
     */
    Span in(long sizeBytes);

    /** See {@link ByteRange#whole()}. */
    record Whole() implements ByteRange {
        private static final Whole INSTANCE = new Whole();

        @Override
        public Span in(long sizeBytes) {
            return Span.exact(0, sizeBytes);
        }
    }

    /**
     * Bytes from a place.
     *
     * @param offset the first byte
     * @param lengthBytes how many at most
     */
    record Span(long offset, long lengthBytes) implements ByteRange {
        /**
         * Checks the numbers.
         *
         * @param offset the first byte
         * @param lengthBytes how many at most
         */
        public Span {
            if (offset < 0 || lengthBytes < 0 || (lengthBytes == 0 && offset != 0)) {
                throw outside("A range of " + lengthBytes + " bytes from " + offset + " is none");
            }
        }

        /** The empty span tells what an empty object gave; nobody can ask for it. */
        Span wanted() {
            if (lengthBytes == 0) {
                throw outside("A range of 0 bytes is none");
            }
            return this;
        }

        private static Span exact(long offset, long lengthBytes) {
            return new Span(lengthBytes == 0 ? 0 : offset, lengthBytes);
        }

        @Override
        public Span in(long sizeBytes) {
            if (offset >= sizeBytes || lengthBytes == 0) {
                throw outside("A range from byte " + offset + " was asked of an object of " + sizeBytes + " bytes");
            }
            return exact(offset, Math.min(lengthBytes, sizeBytes - offset));
        }

        private static CloudException outside(String message) {
            return CloudException.builder(ErrorCode.INVALID_ARGUMENT, message + "; see head() for the size")
                    .reason("range")
                    .build();
        }
    }

    /**
     * The last bytes.
     *
     * @param lengthBytes how many at most
     */
    record Tail(long lengthBytes) implements ByteRange {
        /**
         * Checks the number.
         *
         * @param lengthBytes how many at most
         */
        public Tail {
            if (lengthBytes < 1) {
                throw Span.outside("The last " + lengthBytes + " bytes are no range");
            }
        }

        @Override
        public Span in(long sizeBytes) {
            long length = Math.min(lengthBytes, sizeBytes);
            return Span.exact(sizeBytes - length, length);
        }
    }
}
