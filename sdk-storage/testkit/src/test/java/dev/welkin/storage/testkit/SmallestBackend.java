package dev.welkin.storage.testkit;

import dev.welkin.Capabilities;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.call.Attempt;
import dev.welkin.config.Target;
import dev.welkin.spi.CloudContext;
import dev.welkin.storage.ByteRange;
import dev.welkin.storage.ListOptions;
import dev.welkin.storage.ListPage;
import dev.welkin.storage.ObjectAttributes;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.ObjectKey;
import dev.welkin.storage.StorageFeature;
import dev.welkin.storage.VersionToken;
import dev.welkin.storage.spi.BucketDriver;
import dev.welkin.storage.spi.GetRequest;
import dev.welkin.storage.spi.ListRequest;
import dev.welkin.storage.spi.ObjectBody;
import dev.welkin.storage.spi.PutRequest;
import dev.welkin.storage.spi.StorageBackend;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** The least that a backend is: five calls, and hardly a feature declared. Whoever adds one can begin with a copy. */
public final class SmallestBackend implements StorageBackend {
    /** Called by the service loader. */
    public SmallestBackend() {}

    @Override
    public Set<String> schemes() {
        return Set.of("smallest");
    }

    @Override
    public BucketDriver open(Target target, CloudContext context) {
        return new Driver();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Stored(ObjectInfo info, byte[] bytes) {}

    private static final class Driver implements BucketDriver {
        private final ConcurrentSkipListMap<String, Stored> objects = new ConcurrentSkipListMap<>(ObjectKey.ORDER);
        private final AtomicLong writes = new AtomicLong();

        @Override
        public Capabilities capabilities() {
            return Capabilities.of(
                    "smallest",
                    StorageFeature.WRITE,
                    StorageFeature.ANY_KEY,
                    StorageFeature.FLAT_KEYS,
                    StorageFeature.UTF8_ORDER);
        }

        @Override
        public ObjectInfo put(PutRequest request, Attempt attempt) {
            try (InputStream in = request.content().open()) {
                byte[] bytes = in.readAllBytes();
                VersionToken token = new VersionToken("" + writes.incrementAndGet());
                ObjectInfo info =
                        new ObjectInfo(request.key(), bytes.length, token, Instant.now(), request.attributes());
                objects.put(request.key(), new Stored(info, bytes));
                return info;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public ObjectBody get(GetRequest request, Attempt attempt) {
            Stored stored = require(request.key());
            ByteRange.Span whole = request.range().in(stored.bytes().length);
            return new ObjectBody(stored.info(), whole, new ByteArrayInputStream(stored.bytes()), null);
        }

        @Override
        public ObjectInfo head(String key, Attempt attempt) {
            return require(key).info();
        }

        @Override
        public void delete(String key, Attempt attempt) {
            objects.remove(key);
        }

        @Override
        public ListPage list(ListRequest request, Attempt attempt) {
            ListOptions options = request.options();
            String cursor = request.cursor();
            String after = cursor == null ? options.startAfter() : cursor;
            List<ObjectInfo> infos = new ArrayList<>();
            List<String> prefixes = new ArrayList<>();
            String folded = cursor == null ? "" : folded(cursor, options);
            for (Map.Entry<String, Stored> entry : objects.tailMap(after, false).entrySet()) {
                String prefix = folded(entry.getKey(), options);
                boolean wanted = entry.getKey().startsWith(options.prefix());
                if (wanted && (prefix.isEmpty() || !prefix.equals(folded))) {
                    if (infos.size() + prefixes.size() == options.pageSize()) {
                        return new ListPage(infos, prefixes, after);
                    }
                    if (prefix.isEmpty()) {
                        infos.add(entry.getValue().info().withAttributes(ObjectAttributes.NONE));
                    } else {
                        prefixes.add(prefix);
                    }
                }
                folded = prefix;
                after = entry.getKey();
            }
            return new ListPage(infos, prefixes, null);
        }

        @Override
        public void close() {}

        /** The common prefix that stands for a key, or "" where the key stands for itself. */
        private static String folded(String key, ListOptions options) {
            int from = options.prefix().length();
            int at = options.delimiter().isEmpty() ? -1 : key.indexOf(options.delimiter(), from);
            return at < 0 ? "" : key.substring(0, at + options.delimiter().length());
        }

        private Stored require(String key) {
            Stored stored = objects.get(key);
            if (stored == null) {
                throw CloudException.of(ErrorCode.NOT_FOUND, "There is no object '" + key + "'; list() shows what is");
            }
            return stored;
        }
    }
}
