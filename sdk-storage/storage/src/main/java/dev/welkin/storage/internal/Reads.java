package dev.welkin.storage.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.spi.Shown;
import dev.welkin.storage.ByteRange;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.GetRequest;
import dev.welkin.storage.spi.ObjectBody;

/** Reads that mean the same on every backend. */
public final class Reads {
    private Reads() {}

    /**
     * Makes one attempt of a read. The last bytes of an empty object are none, as {@link ByteRange.Tail#in} says; many
     * providers refuse to give them (status 416), so the whole is asked for instead, on the same conditions.
     */
    public static ObjectBody get(BucketDriver driver, GetRequest request, Attempt attempt) throws InterruptedException {
        try {
            return driver.get(request, attempt);
        } catch (CloudException e) {
            if (!e.reason().equals("range") || !(request.range() instanceof ByteRange.Tail)) {
                throw e;
            }
            return requireEmpty(driver.get(request.withRange(ByteRange.whole()), attempt), e);
        }
    }

    private static ObjectBody requireEmpty(ObjectBody whole, CloudException refused) {
        if (whole.info().sizeBytes() == 0) {
            return whole;
        }
        new BodyStream(whole).close();
        throw CloudException.of(
                ErrorCode.CONFLICT,
                "'" + Shown.of(whole.info().key()) + "' was written while its end was looked for; read it again",
                refused);
    }
}
