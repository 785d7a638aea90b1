package dev.welkin.ai.models;

import dev.welkin.Cloud;
import dev.welkin.config.Target;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.internal.memory.MemoryBackend;
import dev.welkin.storage.spi.BucketDriver;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A bucket in memory on which something happens just before a chosen call: the other side's whole work, or death. */
final class InterruptedDriver implements InvocationHandler {
    private static final Set<String> CALLS = Set.of("put", "get", "head", "delete", "list");

    private final BucketDriver memory;
    private int callsLeft = -1;
    private Runnable event = () -> {};

    private InterruptedDriver(BucketDriver memory) {
        this.memory = memory;
    }

    static InterruptedDriver on(Cloud cloud) {
        Target target = Target.parse("storage", "models", "memory:models", Path.of(""), "test");
        return new InterruptedDriver(new MemoryBackend().open(target, cloud.context()));
    }

    Bucket bucket(Cloud cloud) {
        BucketDriver driver = (BucketDriver)
                Proxy.newProxyInstance(BucketDriver.class.getClassLoader(), new Class<?>[] {BucketDriver.class}, this);
        return Bucket.over(cloud, "models", driver);
    }

    /** The event happens once, before the call of that number; the calls that it makes itself are not counted. */
    void before(int call, Runnable what) {
        callsLeft = call;
        event = what;
    }

    /** Returns whether the event has happened. */
    boolean happened() {
        return callsLeft < 0;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (CALLS.contains(method.getName()) && callsLeft >= 0 && callsLeft-- == 0) {
            event.run();
        }
        try {
            return method.invoke(memory, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    static Runnable death() {
        return () -> {
            throw new Death();
        };
    }

    /** The end of a process. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1;
    }
}
