package dev.welkin.storage.internal.decorator;

import dev.welkin.Capabilities;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.storage.ListPage;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.StorageFeature;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.GetRequest;
import dev.welkin.storage.spi.ListRequest;
import dev.welkin.storage.spi.ObjectBody;
import java.util.List;
import java.util.Set;

/**
 * Reads from the first of several drivers that answers; writes go to the first alone, so that data is never split. A
 * NOT_FOUND is an answer.
 */
public final class FailoverDriver extends ForwardingDriver {
    private static final Set<ErrorCode> NO_ANSWER = Set.of(
            ErrorCode.UNAVAILABLE, ErrorCode.TIMEOUT, ErrorCode.OVERLOADED, ErrorCode.RATE_LIMITED, ErrorCode.INTERNAL);

    private final List<BucketDriver> others;

    public FailoverDriver(BucketDriver first, List<BucketDriver> others) {
        super(first);
        this.others = List.copyOf(others);
    }

    @Override
    public Capabilities capabilities() {
        Capabilities first = inner.capabilities();
        boolean ranges = others.stream().allMatch(o -> o.capabilities().has(StorageFeature.RANGE));
        return ranges ? first : first.without(StorageFeature.RANGE);
    }

    @Override
    public ObjectBody get(GetRequest request, Attempt attempt) throws InterruptedException {
        boolean anywhere = request.ifMatch() == null && request.ifNoneMatch() == null && request.version() == null;
        return anywhere ? first(driver -> driver.get(request, attempt)) : inner.get(request, attempt);
    }

    @Override
    public ObjectInfo head(String key, Attempt attempt) throws InterruptedException {
        return first(driver -> driver.head(key, attempt));
    }

    /** A listing that was begun goes on where it was begun: cursors mean nothing elsewhere. */
    @Override
    public ListPage list(ListRequest request, Attempt attempt) throws InterruptedException {
        String cursor = request.cursor();
        if (cursor == null) {
            return firstPage(request, attempt);
        }
        int at = cursor.indexOf(':');
        int number = Integer.parseInt(cursor.substring(0, at));
        ListRequest rest = new ListRequest(request.options(), cursor.substring(at + 1));
        return numbered(number, driver(number).list(rest, attempt));
    }

    private ListPage firstPage(ListRequest request, Attempt attempt) throws InterruptedException {
        CloudException failure = null;
        for (int number = 0; number <= others.size(); number++) {
            try {
                return numbered(number, driver(number).list(request, attempt));
            } catch (CloudException e) {
                failure = next(failure, e);
            }
        }
        throw java.util.Objects.requireNonNull(failure);
    }

    private <T> T first(Read<T> read) throws InterruptedException {
        CloudException failure = null;
        for (int number = 0; number <= others.size(); number++) {
            try {
                return read.from(driver(number));
            } catch (CloudException e) {
                failure = next(failure, e);
            }
        }
        throw java.util.Objects.requireNonNull(failure);
    }

    private BucketDriver driver(int number) {
        return number == 0 ? inner : others.get(number - 1);
    }

    /** What the first said stands in front; what the others said is kept with it. */
    private static CloudException next(@org.jspecify.annotations.Nullable CloudException before, CloudException now) {
        if (!NO_ANSWER.contains(now.code())) {
            throw now;
        }
        if (before == null) {
            return now;
        }
        before.addSuppressed(now);
        return before;
    }

    private static ListPage numbered(int number, ListPage page) {
        return new ListPage(page.objects(), page.prefixes(), page.next() == null ? null : number + ":" + page.next());
    }

    private interface Read<T> {
        T from(BucketDriver driver) throws InterruptedException;
    }
}
