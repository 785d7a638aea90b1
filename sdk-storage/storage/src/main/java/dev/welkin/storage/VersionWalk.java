package dev.welkin.storage;

import dev.welkin.storage.spi.VersionPage;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Walks through versions, page by page as it comes to them. */
final class VersionWalk implements Iterator<ObjectVersion> {
    private final Function<@Nullable String, VersionPage> pages;
    private final CircleCheck circle = new CircleCheck();
    private @Nullable String next;
    private Iterator<ObjectVersion> versions;

    VersionWalk(Function<@Nullable String, VersionPage> pages) {
        this.pages = pages;
        this.versions = fetch();
    }

    @Override
    public boolean hasNext() {
        while (!versions.hasNext() && next != null) {
            versions = fetch();
        }
        return versions.hasNext();
    }

    @Override
    public ObjectVersion next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there are no further versions");
        }
        return versions.next();
    }

    private Iterator<ObjectVersion> fetch() {
        VersionPage page = pages.apply(next);
        next = circle.pass(page.next());
        return page.versions().iterator();
    }
}
