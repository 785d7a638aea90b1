package dev.welkin.compute.internal;

import dev.welkin.compute.BucketPath;
import dev.welkin.compute.JobOutput;
import dev.welkin.compute.LogLine;
import dev.welkin.compute.StoredOutput;
import dev.welkin.compute.spi.ComputeDriver;
import dev.welkin.compute.spi.Place;
import dev.welkin.compute.spi.Place.PlacedFile;
import dev.welkin.compute.spi.TaskId;
import dev.welkin.storage.Bucket;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Stores what an attempt printed and left. */
final class Collecting {
    private final JobStore store;
    private final Function<String, Bucket> buckets;

    Collecting(JobStore store, Function<String, Bucket> buckets) {
        this.store = store;
        this.buckets = buckets;
    }

    /** Stores both streams; an empty one is left out. */
    void logs(TaskId task, ComputeDriver driver) throws IOException {
        for (LogLine.Source source : LogLine.Source.values()) {
            try (InputStream log = new LogInput(task, source, driver)) {
                store.putLog(task, source, log);
            }
        }
    }

    /** Stores the files that the job's outputs name. */
    List<StoredOutput> outputs(TaskId task, List<JobOutput> outputs, Place place) throws IOException {
        List<StoredOutput> stored = new ArrayList<>();
        if (outputs.isEmpty()) {
            return stored;
        }
        List<PlacedFile> files = place.files();
        for (JobOutput output : outputs) {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + output.glob());
            for (PlacedFile file : files) {
                if (matcher.matches(Path.of(file.path()))) {
                    stored.add(store(task, output, file, place));
                }
            }
        }
        return stored;
    }

    private StoredOutput store(TaskId task, JobOutput output, PlacedFile file, Place place) throws IOException {
        BucketPath to = output.to();
        Bucket bucket = to == null ? store.bucket() : buckets.apply(to.bucket());
        String key = to == null ? JobStore.outputKey(task, file.path()) : to.key() + file.path();
        try (InputStream content = place.read(file.path())) {
            bucket.put(key, content);
        }
        return new StoredOutput(file.path(), to == null ? "" : to.bucket(), key, file.sizeBytes());
    }
}
