package dev.welkin.storage.internal.decorator;

import dev.welkin.Capabilities;
import dev.welkin.storage.StorageFeature;
import dev.welkin.storage.spi.BucketDriver;

/** Reads pass; writes are refused by the portable type, which asks these capabilities first. */
public final class ReadOnlyDriver extends ForwardingDriver {
    private final Capabilities capabilities;

    public ReadOnlyDriver(BucketDriver inner) {
        super(inner);
        this.capabilities = inner.capabilities()
                .without(
                        StorageFeature.WRITE,
                        StorageFeature.CONDITIONAL_CREATE,
                        StorageFeature.CONDITIONAL_UPDATE,
                        StorageFeature.COPY,
                        StorageFeature.BULK_DELETE,
                        StorageFeature.MULTIPART,
                        StorageFeature.CONDITIONAL_MULTIPART);
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }
}
