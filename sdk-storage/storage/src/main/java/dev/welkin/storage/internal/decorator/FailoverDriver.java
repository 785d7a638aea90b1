package dev.welkin.storage.internal.decorator;

import dev.welkin.Capabilities;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.storage.ListPage;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.StorageFeature;
import dev.welkin.storage.VersionToken;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.GetRequest;
import dev.welkin.storage.spi.ListRequest;
import dev.welkin.storage.spi.ObjectBody;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads from the first of several drivers that answers; writes go to the first alone, so that data is never split. A
 * NOT_FOUND is an answer. The tokens of the others are marked as theirs: one of them never passes for a version of the
 * first.
 */
public class FailoverDriver extends ForwardingDriver {
    private static final Set<ErrorCode> NO_ANSWER = Set.of(
            ErrorCode.UNAVAILABLE, ErrorCode.TIMEOUT, ErrorCode.OVERLOADED, ErrorCode.RATE_LIMITED, ErrorCode.INTERNAL);

    private static final String MARK = "of ";
    private static final Pattern MARKED = Pattern.compile(MARK + "([0-9]{1,3}) .+", Pattern.DOTALL);

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
        VersionToken of = request.ifMatch();
        if (of != null && number(of) > 0) {
            return at(number(of), request.withIfMatch(unmarked(of)), attempt);
        }
        boolean anywhere = request.ifMatch() == null && request.ifNoneMatch() == null && request.version() == null;
        if (!anywhere) {
            return inner.get(request, attempt);
        }
        return first(each -> at(each, request, attempt));
    }

    private ObjectBody at(int number, GetRequest request, Attempt attempt) throws InterruptedException {
        ObjectBody body = driver(number).get(request, attempt);
        return new ObjectBody(marked(number, body.info()), body.span(), body.stream(), body.crc32c());
    }

    @Override
    public ObjectInfo head(String key, Attempt attempt) throws InterruptedException {
        return first(number -> marked(number, driver(number).head(key, attempt)));
    }

    /** A listing that was begun goes on where it was begun: cursors mean nothing elsewhere. */
    @Override
    public ListPage list(ListRequest request, Attempt attempt) throws InterruptedException {
        String cursor = request.cursor();
        if (cursor == null) {
            return first(number -> numbered(number, driver(number).list(request, attempt)));
        }
        int at = cursor.indexOf(':');
        int number = Integer.parseInt(cursor.substring(0, at));
        ListRequest rest = new ListRequest(request.options(), cursor.substring(at + 1));
        return numbered(number, driver(number).list(rest, attempt));
    }

    private <T> T first(Read<T> read) throws InterruptedException {
        CloudException failure = null;
        for (int number = 0; number <= others.size(); number++) {
            try {
                return read.from(number);
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
        List<ObjectInfo> objects =
                page.objects().stream().map(info -> marked(number, info)).toList();
        return new ListPage(objects, page.prefixes(), page.next() == null ? null : number + ":" + page.next());
    }

    private static ObjectInfo marked(int number, ObjectInfo info) {
        return number == 0 ? info : info.withToken(new VersionToken(MARK + number + " " + info.token()));
    }

    /** A version that one of the others gave is asked of it again, as when a stream broke. */
    private int number(VersionToken token) {
        Matcher marked = MARKED.matcher(token.value());
        int number = marked.matches() ? Integer.parseInt(marked.group(1)) : 0;
        return number <= others.size() ? number : 0;
    }

    private static VersionToken unmarked(VersionToken token) {
        return new VersionToken(token.value().substring(token.value().indexOf(' ', MARK.length()) + 1));
    }

    private interface Read<T> {
        T from(int number) throws InterruptedException;
    }
}
