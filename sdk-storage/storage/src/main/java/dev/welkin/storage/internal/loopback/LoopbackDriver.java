package dev.welkin.storage.internal.loopback;

import dev.welkin.Capabilities;
import dev.welkin.call.Attempt;
import dev.welkin.spi.CloudContext;
import dev.welkin.spi.Stage;
import dev.welkin.storage.PresignedRequest;
import dev.welkin.storage.StorageFeature;
import dev.welkin.storage.internal.decorator.ForwardingDriver;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.PresignRequest;
import java.util.UUID;

/** A bucket that presigns for the Cloud's loopback server, which starts with the first request that is signed. */
final class LoopbackDriver extends ForwardingDriver {
    private static final String SERVER = "storage:presign=loopback";

    private final CloudContext context;
    private final String id = UUID.randomUUID().toString();

    LoopbackDriver(BucketDriver inner, CloudContext context) {
        super(inner);
        this.context = context;
    }

    @Override
    public Capabilities capabilities() {
        return inner.capabilities().with(StorageFeature.PRESIGN, StorageFeature.PRESIGN_BINDING);
    }

    @Override
    public PresignedRequest presign(PresignRequest request, Attempt attempt) {
        LoopbackServer server = context.shared(
                Stage.SUBSCRIPTIONS, SERVER, () -> LoopbackServer.start(context.clock(), context.executor()));
        server.serve(id, inner);
        return server.sign(id, request);
    }
}
