package dev.welkin.storage.internal.file;

import dev.welkin.storage.ListPage;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.internal.KeyWalk;
import dev.welkin.storage.internal.Listing;
import dev.welkin.storage.spi.ListRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the walks of the listings in progress, so that the next page does not read a large folder anew. A page
 * whose walk was forgotten starts one at its cursor.
 */
final class OpenListings {
    private static final int MAX_OPEN = 16;

    private final Map<String, Listing> open = new LinkedHashMap<>();
    private long numbers;

    ListPage none() {
        return new ListPage(List.of(), List.of(), null);
    }

    /** A cursor is a listing's number, a colon, and the cursor that tells the place by itself. */
    ListPage page(ListRequest request, Function<String, KeyWalk> walk, Function<String, @Nullable ObjectInfo> lookup) {
        String cursor = request.cursor();
        Listing listing = cursor == null ? null : take(cursor);
        if (listing == null) {
            String place = cursor == null ? null : cursor.substring(cursor.indexOf(':') + 1);
            listing = Listing.open(request.options(), place, walk, lookup);
        }
        ListPage page = listing.page();
        return page.next() == null ? page : new ListPage(page.objects(), page.prefixes(), keep(listing, page.next()));
    }

    private synchronized @Nullable Listing take(String cursor) {
        return open.remove(cursor);
    }

    private synchronized String keep(Listing listing, String place) {
        String cursor = numbers++ + ":" + place;
        open.put(cursor, listing);
        if (open.size() > MAX_OPEN) {
            open.remove(open.keySet().iterator().next());
        }
        return cursor;
    }
}
