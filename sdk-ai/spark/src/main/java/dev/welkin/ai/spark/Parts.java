package dev.welkin.ai.spark;

import dev.welkin.ai.batch.spi.BatchItem;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The inputs of one job, in one part for each task. */
final class Parts {
    static final int DEFAULT_ITEMS_PER_TASK = 32;

    private final List<List<BatchItem>> parts;
    private final BitSet done = new BitSet();

    private Parts(List<List<BatchItem>> parts) {
        this.parts = parts;
    }

    /** Parts inputs so that all tasks have something to do, and none has too much. */
    static Parts of(List<BatchItem> items, int tasks, int itemsPerTask) {
        int size = Math.min(itemsPerTask, Math.max(1, (items.size() + tasks - 1) / tasks));
        List<List<BatchItem>> parts = new ArrayList<>();
        for (int i = 0; i < items.size(); i += size) {
            parts.add(items.subList(i, Math.min(items.size(), i + size)));
        }
        return new Parts(parts);
    }

    List<byte[]> bytes() {
        return parts.stream().map(Wire::items).toList();
    }

    void done(int part) {
        done.set(part);
    }

    /** The inputs of which nothing is known yet. */
    List<BatchItem> open() {
        List<BatchItem> open = new ArrayList<>();
        for (int i = done.nextClearBit(0); i < parts.size(); i = done.nextClearBit(i + 1)) {
            open.addAll(parts.get(i));
        }
        return open;
    }

    boolean isSingle() {
        return parts.size() == 1 && parts.get(0).size() == 1;
    }
}
