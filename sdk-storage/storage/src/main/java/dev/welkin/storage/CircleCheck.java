package dev.welkin.storage;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Notices a listing that comes back to a place where it was and would never end. It compares with one token only, which
 * it takes up anew after 1, 2, 4, 8 .. pages, so that a circle of any length is found within three rounds (R. P. Brent,
 * "An improved Monte Carlo factorization algorithm", 1980). For one thread.
 */
final class CircleCheck {
    private @Nullable String mark;
    private long pages;
    private long untilNextMark = 1;

    /** Takes the token that a page goes on with, or null behind the last one, and gives it back. */
    @Nullable String pass(@Nullable String token) {
        if (token == null) {
            return null;
        }
        if (token.equals(mark)) {
            throw CloudException.builder(
                            ErrorCode.CORRUPTED,
                            "The listing goes in a circle: the provider repeats a continuation token, so that it would"
                                    + " never end. Check that the endpoint is right.")
                    .reason("bad_answer")
                    .build();
        }
        if (++pages == untilNextMark) {
            mark = token;
            pages = 0;
            untilNextMark *= 2;
        }
        return token;
    }
}
