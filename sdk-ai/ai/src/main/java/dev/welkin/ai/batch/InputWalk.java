package dev.welkin.ai.batch;

import dev.welkin.ai.batch.spi.BatchItem;
import dev.welkin.storage.ObjectInfo;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The inputs as the listing gives them, page by page. For one thread at a time. */
final class InputWalk implements Iterator<BatchItem> {
    private final Iterator<ObjectInfo> objects;
    private final Predicate<ObjectInfo> filter;
    private @Nullable BatchItem next;
    private long listed;

    InputWalk(Iterator<ObjectInfo> objects, Predicate<ObjectInfo> filter) {
        this.objects = objects;
        this.filter = filter;
    }

    @Override
    public boolean hasNext() {
        while (next == null && objects.hasNext()) {
            ObjectInfo info = objects.next();
            if (filter.test(info)) {
                next = new BatchItem(info.key(), info.token(), info.sizeBytes());
            }
        }
        return next != null;
    }

    @Override
    public BatchItem next() {
        BatchItem item = hasNext() ? next : null;
        if (item == null) {
            throw new NoSuchElementException("the inputs are at their end");
        }
        next = null;
        listed++;
        return item;
    }

    /** How many were handed out. */
    long listed() {
        return listed;
    }
}
