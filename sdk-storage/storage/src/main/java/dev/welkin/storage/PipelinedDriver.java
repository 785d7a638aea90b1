package dev.welkin.storage;

import dev.welkin.call.Attempt;
import dev.welkin.call.CallPipeline.DriverCall;
import dev.welkin.storage.internal.LostReplies;
import dev.welkin.storage.internal.decorator.AroundDriver;
import dev.welkin.storage.spi.CompleteRequest;
import dev.welkin.storage.spi.CopyRequest;
import dev.welkin.storage.spi.PutRequest;

/**
 * A bucket's driver with the bucket's own pipeline in front, its retries and its breaker: for decorators over several
 * buckets, which are then asked once.
 */
final class PipelinedDriver extends AroundDriver {
    private final BucketCalls calls;

    PipelinedDriver(BucketCalls calls) {
        super(calls.driver());
        this.calls = calls;
    }

    @Override
    protected <T> T read(String operation, Attempt attempt, DriverCall<T> call) {
        return calls.call(operation, "", call);
    }

    @Override
    protected <T> T write(String operation, Attempt attempt, DriverCall<T> call) {
        return calls.call(operation, "", call);
    }

    @Override
    public ObjectInfo put(PutRequest request, Attempt attempt) {
        return calls.putWhole(request);
    }

    @Override
    public ObjectInfo copy(CopyRequest request, Attempt attempt) {
        return calls.call("copy", request.key(), own -> LostReplies.copy(inner, request, own));
    }

    @Override
    public ObjectInfo completeUpload(CompleteRequest request, Attempt attempt) {
        String key = request.upload().key();
        return calls.call("completeUpload", key, own -> LostReplies.complete(inner, request, own));
    }
}
