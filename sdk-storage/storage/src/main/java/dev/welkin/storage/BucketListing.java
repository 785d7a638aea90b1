package dev.welkin.storage;

import dev.welkin.CloudException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a bucket in the order of their keys' UTF-8 bytes, fetched page by page as they are walked through.
 * Each walk starts anew and needs memory for one page. What is written or deleted during a walk may or may not be seen;
 * everything else is seen exactly once. Immutable; each iterator is for one thread.
 */
public final class BucketListing implements Iterable<ObjectInfo> {
    private final Function<@Nullable String, ListPage> fetch;

    BucketListing(Function<@Nullable String, ListPage> fetch) {
        this.fetch = fetch;
    }

    /** Walks through the objects; {@code next} may throw a {@link CloudException} as any call does. */
    @Override
    public Iterator<ObjectInfo> iterator() {
        return flat(ListPage::objects);
    }

    /**
     * Returns the objects as a stream.
     *
     * @return a sequential stream, of one use
     */
    public Stream<ObjectInfo> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    /**
     * Returns the common prefixes that the delimiter makes.
     *
     * @return the prefixes; each walk lists anew
     */
    public Iterable<String> prefixes() {
        return () -> flat(ListPage::prefixes);
    }

    /**
     * Returns the pages as they come, with objects and common prefixes.
     *
     * @return the pages; each walk lists anew
     */
    public Iterable<ListPage> pages() {
        return () -> new Pages(fetch);
    }

    private <T> Iterator<T> flat(Function<ListPage, List<T>> part) {
        return new Items<>(new Pages(fetch), part);
    }

    /** Goes on to the next page where one ends; some pages are empty. */
    private static final class Items<T> implements Iterator<T> {
        private final Iterator<ListPage> pages;
        private final Function<ListPage, List<T>> part;
        private Iterator<T> items = Collections.emptyIterator();

        Items(Iterator<ListPage> pages, Function<ListPage, List<T>> part) {
            this.pages = pages;
            this.part = part;
        }

        @Override
        public boolean hasNext() {
            while (!items.hasNext() && pages.hasNext()) {
                items = part.apply(pages.next()).iterator();
            }
            return items.hasNext();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the listing is at its end");
            }
            return items.next();
        }
    }

    private static final class Pages implements Iterator<ListPage> {
        private final Function<@Nullable String, ListPage> fetch;
        private final CircleCheck circle = new CircleCheck();
        private @Nullable String next;
        private boolean started;

        private Pages(Function<@Nullable String, ListPage> fetch) {
            this.fetch = fetch;
        }

        @Override
        public boolean hasNext() {
            return !started || next != null;
        }

        @Override
        public ListPage next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the listing is at its end");
            }
            ListPage page = fetch.apply(next);
            next = circle.pass(page.next());
            started = true;
            return page;
        }
    }
}
