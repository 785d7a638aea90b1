package dev.welkin.storage;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import dev.welkin.storage.internal.sync.SyncFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Makes a folder and a prefix alike, one way. One sync runs once. */
final class DirectorySync {
    private final Bucket bucket;
    private final SyncFolder folder;
    private final String prefix;
    private final SyncOptions options;
    private final Map<String, Long> toMove = new TreeMap<>();
    private final List<String> moved = new ArrayList<>();
    private final List<String> deleted = new ArrayList<>();
    private final Map<String, CloudException> failures = new TreeMap<>();
    private int unchanged;
    private long movedBytes;
    private int done;

    DirectorySync(Bucket bucket, Path folder, String prefix, SyncOptions options) {
        this.bucket = bucket;
        this.folder = new SyncFolder(folder);
        this.prefix = prefix;
        this.options = options;
    }

    SyncReport up() {
        Map<String, BasicFileAttributes> files = folder.files();
        Map<String, ObjectInfo> objects = objects();
        files.forEach((path, file) -> {
            ObjectInfo object = objects.get(path);
            boolean same = object != null
                    && object.sizeBytes() == file.size()
                    && !file.lastModifiedTime().toInstant().isAfter(object.lastModified());
            plan(path, file.size(), same);
        });
        move(path -> bucket.put(prefix + path, folder.file(path)));
        delete(extra(objects, files::containsKey), path -> bucket.delete(prefix + path));
        return report();
    }

    SyncReport down() {
        Map<String, BasicFileAttributes> files = folder.files();
        Map<String, ObjectInfo> objects = objects();
        objects.forEach((path, object) -> {
            BasicFileAttributes file = files.get(path);
            boolean same = file != null
                    && object.sizeBytes() == file.size()
                    && !file.lastModifiedTime().toInstant().isBefore(object.lastModified());
            plan(path, object.sizeBytes(), same);
        });
        move(this::fetch);
        delete(extra(files, objects::containsKey), folder::delete);
        return report();
    }

    private void fetch(String path) {
        Path file = folder.place(path);
        if (Files.isSymbolicLink(file)) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT, Shown.of(file) + " is a link; nothing is written through it");
        }
        ObjectInfo info = bucket.download(prefix + path, file);
        try {
            Files.setLastModifiedTime(file, FileTime.from(info.lastModified()));
        } catch (IOException e) {
            throw CloudException.of(ErrorCode.UNAVAILABLE, "Cannot set the time of " + Shown.of(file) + ": " + e, e);
        }
    }

    private Map<String, ObjectInfo> objects() {
        Map<String, ObjectInfo> objects = new TreeMap<>();
        bucket.list(prefix).forEach(info -> objects.put(info.key().substring(prefix.length()), info));
        return objects;
    }

    private void plan(String path, long sizeBytes, boolean same) {
        if (same) {
            unchanged++;
        } else {
            toMove.put(path, sizeBytes);
        }
    }

    private void move(Step step) {
        if (options.dryRun()) {
            toMove.keySet().forEach(path -> moved.add(prefix + path));
            return;
        }
        try (PartTasks<Boolean> tasks = new PartTasks<>(bucket.executor(), options.parallel(), ok -> {})) {
            toMove.forEach((path, size) -> tasks.submit(() -> move(step, path, size)));
            tasks.await();
        }
    }

    private boolean move(Step step, String path, long sizeBytes) {
        CloudException failure = attempt(step, path);
        synchronized (this) {
            done++;
            if (failure == null) {
                moved.add(prefix + path);
                movedBytes += sizeBytes;
            } else {
                failures.put(prefix + path, failure);
            }
            options.progress().accept(new SyncProgress(prefix + path, done, toMove.size(), movedBytes));
        }
        return failure == null;
    }

    private static @org.jspecify.annotations.Nullable CloudException attempt(Step step, String path) {
        try {
            step.run(path);
            return null;
        } catch (CloudException e) {
            if (e.code() == ErrorCode.CANCELLED || e.code() == ErrorCode.CLOSED) {
                throw e;
            }
            return e;
        }
    }

    private Set<String> extra(Map<String, ?> destination, Predicate<String> inSource) {
        Set<String> extra = new TreeSet<>(destination.keySet());
        extra.removeIf(inSource);
        return extra;
    }

    /** Nothing is deleted after something failed to arrive: it may be the same under another name. */
    private void delete(Set<String> extra, Step step) {
        if (!options.deleteExtra() || !failures.isEmpty()) {
            return;
        }
        for (String path : extra) {
            CloudException failure = options.dryRun() ? null : attempt(step, path);
            if (failure == null) {
                deleted.add(path);
            } else {
                failures.put(prefix + path, failure);
            }
        }
    }

    private SyncReport report() {
        moved.sort(ObjectKey.ORDER);
        return new SyncReport(moved, unchanged, deleted, failures, movedBytes);
    }

    private interface Step {
        void run(String path);
    }
}
