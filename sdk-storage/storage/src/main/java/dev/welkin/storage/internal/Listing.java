package dev.welkin.storage.internal;

import dev.welkin.storage.ListOptions;
import dev.welkin.storage.ListPage;
import dev.welkin.storage.ObjectInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes pages of a walk through keys: folds keys by the delimiter and says where the next page goes on. A cursor tells
 * that by itself, as {@code k} and the last key or {@code p} and the last common prefix, so that any listing can take
 * up where another one stopped. For one thread.
 */
public final class Listing {
    private final ListOptions options;
    private final KeyWalk walk;
    private final Function<String, @Nullable ObjectInfo> lookup;
    private @Nullable String ahead;

    private Listing(ListOptions options, KeyWalk walk, Function<String, @Nullable ObjectInfo> lookup) {
        this.options = options;
        this.walk = walk;
        this.lookup = lookup;
    }

    /**
     * Begins, or takes up at a cursor.
     *
     * @param open makes a walk of the keys behind the given one
     * @param lookup finds an object, or null where it was deleted meanwhile
     */
    public static Listing open(
            ListOptions options,
            @Nullable String cursor,
            Function<String, KeyWalk> open,
            Function<String, @Nullable ObjectInfo> lookup) {
        if (cursor == null) {
            return new Listing(options, open.apply(options.startAfter()), lookup);
        }
        String last = cursor.substring(1);
        KeyWalk walk = open.apply(last);
        if (cursor.charAt(0) == 'p') {
            walk.skip(last);
        }
        return new Listing(options, walk, lookup);
    }

    /** Returns the next page; its {@code next} is a cursor. */
    public ListPage page() {
        List<ObjectInfo> objects = new ArrayList<>();
        List<String> prefixes = new ArrayList<>();
        String cursor = null;
        String key = next();
        while (key != null && objects.size() + prefixes.size() < options.pageSize()) {
            String prefix = commonPrefix(key);
            ObjectInfo object = prefix == null ? lookup.apply(key) : null;
            if (prefix != null) {
                prefixes.add(prefix);
                walk.skip(prefix);
                cursor = "p" + prefix;
            } else if (object != null) {
                objects.add(object);
                cursor = "k" + key;
            }
            key = next();
        }
        ahead = key;
        return new ListPage(objects, prefixes, key == null ? null : cursor);
    }

    private @Nullable String next() {
        String key = ahead == null ? walk.next() : ahead;
        ahead = null;
        // all keys of the prefix lie together: behind them nothing more can come
        return key != null && key.startsWith(options.prefix()) ? key : null;
    }

    private @Nullable String commonPrefix(String key) {
        if (options.delimiter().isEmpty()) {
            return null;
        }
        int at = key.indexOf(options.delimiter(), options.prefix().length());
        return at < 0 ? null : key.substring(0, at + options.delimiter().length());
    }
}
