package dev.welkin.storage.gcs;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.VersionToken;
import org.jspecify.annotations.Nullable;

/** Generations: the numbers that name versions of objects, which are our tokens. */
final class Generation {
    private Generation() {}

    /** Returns what {@code ifGenerationMatch} of a write must be, or null for none. */
    static @Nullable String condition(PutMode mode) {
        if (mode instanceof PutMode.Create) {
            return "0";
        }
        return mode instanceof PutMode.Update update ? required(update.token()) : null;
    }

    /** Returns the generation that a read or write requires; what is none, as of another backend, is never there. */
    static String required(VersionToken token) {
        if (isOne(token.value())) {
            return token.value();
        }
        throw CloudException.builder(
                        ErrorCode.PRECONDITION_FAILED,
                        "The token '" + Shown.of(token.value())
                                + "' is not of Google Cloud Storage, so no version has it")
                .reason("changed")
                .build();
    }

    /** 0 would mean that nothing may be there. */
    static boolean isOne(String text) {
        return text.matches("[1-9]\\d{0,18}");
    }
}
