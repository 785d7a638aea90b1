package dev.welkin.storage.internal.cache;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.storage.ByteRange;
import dev.welkin.storage.StorageFeature;
import dev.welkin.storage.internal.decorator.ForwardingDriver;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.GetRequest;
import dev.welkin.storage.spi.ObjectBody;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads of whole objects are kept on disk. Every read asks the backend whether the kept version is still the current
 * one, in the same call that fetches it if it is not; so what is given is never older than the call.
 */
public final class CachedDriver extends ForwardingDriver {
    private final DiskCache cache;

    public CachedDriver(BucketDriver inner, DiskCache cache) {
        super(inner);
        inner.capabilities().require(StorageFeature.CONDITIONAL_READ);
        this.cache = cache;
    }

    @Override
    public ObjectBody get(GetRequest request, Attempt attempt) throws InterruptedException {
        boolean plain = request.ifMatch() == null && request.ifNoneMatch() == null && request.version() == null;
        if (!plain) {
            return inner.get(request, attempt);
        }
        Kept kept = cache.find(request.key());
        return kept == null ? fetch(request, attempt) : revalidate(kept, request, attempt);
    }

    @Override
    public void delete(String key, Attempt attempt) throws InterruptedException {
        inner.delete(key, attempt);
        cache.drop(key);
    }

    private ObjectBody revalidate(Kept kept, GetRequest request, Attempt attempt) throws InterruptedException {
        boolean given = false;
        try {
            ObjectBody body = current(kept, request, attempt);
            if (body != null) {
                return keep(request, body);
            }
            ObjectBody local = kept.body(request.range());
            given = true;
            return local;
        } catch (IOException e) {
            cache.drop(request.key());
            return fetch(request, attempt);
        } finally {
            if (!given) {
                kept.close();
            }
        }
    }

    /** The current version, or null if it is the kept one. */
    private @Nullable ObjectBody current(Kept kept, GetRequest request, Attempt attempt) throws InterruptedException {
        try {
            return inner.get(
                    new GetRequest(
                            request.key(), request.range(), null, kept.info().token(), null),
                    attempt);
        } catch (CloudException e) {
            if (e.code() == ErrorCode.PRECONDITION_FAILED && e.reason().equals("not_modified")) {
                return null;
            }
            throw e;
        }
    }

    private ObjectBody fetch(GetRequest request, Attempt attempt) throws InterruptedException {
        return keep(request, inner.get(request, attempt));
    }

    private ObjectBody keep(GetRequest request, ObjectBody body) {
        return request.range() instanceof ByteRange.Whole ? cache.keeping(body) : body;
    }
}
