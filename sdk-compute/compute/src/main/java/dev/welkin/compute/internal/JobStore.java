package dev.welkin.compute.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.compute.LogLine;
import dev.welkin.compute.spi.TaskId;
import dev.welkin.spi.Shown;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.PutOptions;
import dev.welkin.storage.StoredObject;
import dev.welkin.storage.VersionToken;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * The records bucket: {@code jobs/<id>/record.json}, {@code jobs/<id>/cancel}, and per attempt
 * {@code jobs/<id>/<attempt>/stdout}, {@code stderr} and {@code outputs/}.
 */
final class JobStore {
    private static final String ROOT = "jobs/";
    private static final String RECORD = "/record.json";
    private static final int RECORD_PARTS = 3;
    private static final int UPDATE_TRIES = 50;

    private final Bucket bucket;
    private final RecordJson json = new RecordJson();

    JobStore(Bucket bucket) {
        this.bucket = bucket;
    }

    Bucket bucket() {
        return bucket;
    }

    /** Stores a new record; false if there is one of this id already. */
    boolean create(JobRecord record) {
        try {
            bucket.put(recordKey(record.id()), json.write(record), PutOptions.mode(PutMode.create()));
            return true;
        } catch (CloudException e) {
            if (e.code() == ErrorCode.ALREADY_EXISTS) {
                return false;
            }
            throw e;
        }
    }

    JobRecord get(String id) {
        return read(id).record();
    }

    private Versioned read(String id) {
        try (StoredObject object = bucket.get(recordKey(id))) {
            return new Versioned(
                    json.read(id, object.stream().readNBytes(RecordJson.MAX_BYTES)),
                    object.info().token());
        } catch (IOException e) {
            throw CloudException.of(ErrorCode.UNAVAILABLE, "The record of job " + id + " cannot be read", e);
        } catch (CloudException e) {
            throw e.code() == ErrorCode.NOT_FOUND ? unknown(id, e) : e;
        }
    }

    private static CloudException unknown(String id, CloudException cause) {
        return CloudException.of(
                ErrorCode.NOT_FOUND, "There is no job '" + Shown.of(id) + "' in this Compute's records.", cause);
    }

    /** Changes a record by compare-and-set; returns what is stored then. */
    JobRecord update(String id, UnaryOperator<JobRecord> change) {
        for (int tries = 1; ; tries++) {
            Versioned before = read(id);
            JobRecord after = change.apply(before.record());
            if (after.equals(before.record())) {
                return after;
            }
            try {
                bucket.put(recordKey(id), json.write(after), PutOptions.mode(PutMode.update(before.token())));
                return after;
            } catch (CloudException e) {
                if (e.code() != ErrorCode.PRECONDITION_FAILED || tries == UPDATE_TRIES) {
                    throw e;
                }
            }
        }
    }

    List<String> ids() {
        List<String> ids = new ArrayList<>();
        for (ObjectInfo object : bucket.list(ROOT)) {
            String[] parts = object.key().split("/", -1);
            if (parts.length == RECORD_PARTS && RECORD.equals("/" + parts[2])) {
                ids.add(parts[1]);
            }
        }
        return ids;
    }

    /** Asks the job's owner, in whatever JVM, to cancel it. */
    void requestCancel(String id) {
        bucket.put(ROOT + id + "/cancel", new byte[0]);
    }

    boolean cancelRequested(String id) {
        return bucket.exists(ROOT + id + "/cancel");
    }

    void putLog(TaskId task, LogLine.Source source, InputStream log) throws IOException {
        BufferedInputStream content = new BufferedInputStream(log);
        content.mark(1);
        if (content.read() >= 0) {
            content.reset();
            bucket.put(logKey(task, source), content);
        }
    }

    /** Reads a piece of a stored log; nothing if there is no more of it, or no such log. */
    byte[] readLog(TaskId task, LogLine.Source source, long offset, int maxBytes) {
        try (StoredObject log = bucket.get(logKey(task, source))) {
            log.stream().skipNBytes(Math.min(offset, log.info().sizeBytes()));
            return log.stream().readNBytes(maxBytes);
        } catch (IOException e) {
            throw CloudException.of(ErrorCode.UNAVAILABLE, "The log of job " + task + " cannot be read", e);
        } catch (CloudException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                return new byte[0];
            }
            throw e;
        }
    }

    static String outputKey(TaskId task, String path) {
        return ROOT + task + "/outputs/" + path;
    }

    private static String logKey(TaskId task, LogLine.Source source) {
        return ROOT + task + "/" + source.name().toLowerCase(Locale.ROOT);
    }

    private static String recordKey(String id) {
        return ROOT + id + RECORD;
    }

    private record Versioned(JobRecord record, VersionToken token) {}
}
