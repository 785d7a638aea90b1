package dev.welkin.storage;

import dev.welkin.storage.spi.VersionPage;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Walks through versions, page by page as it comes to them. */
final class VersionWalk implements Iterator<ObjectVersion> {
    private final Function<@Nullable String, VersionPage> pages;
    private VersionPage page;
    private Iterator<ObjectVersion> versions;

    VersionWalk(Function<@Nullable String, VersionPage> pages) {
        this.pages = pages;
        this.page = pages.apply(null);
        this.versions = page.versions().iterator();
    }

    @Override
    public boolean hasNext() {
        while (!versions.hasNext() && page.next() != null) {
            page = pages.apply(page.next());
            versions = page.versions().iterator();
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
}
