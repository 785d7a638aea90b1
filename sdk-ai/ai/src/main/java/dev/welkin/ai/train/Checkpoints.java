package dev.welkin.ai.train;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.infer.TensorFile;
import dev.welkin.spi.Shown;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.GetOptions;
import dev.welkin.storage.ObjectInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A training's state in a bucket: one object for each epoch that is kept, written whole or not at all. Kept are the
 * last epoch, the one before, and the best of each: where the last is damaged, deleting it costs one epoch.
 */
final class Checkpoints {
    private static final String NAME = "epoch-";
    private static final String SUFFIX = ".safetensors";
    private static final String HISTORY = "history";
    private static final int MAX_BYTES = Integer.MAX_VALUE - 16;

    private final Bucket bucket;
    private final String prefix;

    Checkpoints(Bucket bucket, String prefix) {
        this.bucket = bucket;
        this.prefix = prefix;
    }

    /** Saves the last epoch, then lets go of those that are not needed any more. */
    void save(Map<String, String> identity, TrainingState state) {
        Map<String, String> texts = new LinkedHashMap<>(identity);
        texts.put(HISTORY, state.history().toCsv());
        int last = state.history().epochs().size();
        bucket.put(key(last), CheckpointFile.write(new TensorFile(state.last(), texts)));
        int bestBefore = new History(state.history().epochs().subList(0, last - 1)).best();
        Set<Integer> kept = Set.copyOf(List.of(last, last - 1, state.history().best(), bestBefore));
        NavigableMap<Integer, String> others = numbers();
        others.keySet().removeAll(kept);
        others.values().forEach(bucket::delete);
    }

    /** Finds where a training stood, if it has begun. */
    Optional<TrainingState> load(Map<String, String> identity, Network network) {
        NavigableMap<Integer, String> there = numbers();
        if (there.isEmpty()) {
            return Optional.empty();
        }
        int epoch = there.lastKey();
        TensorFile last = read(there, epoch);
        requireSame(identity, last.texts());
        History history = historyOf(last, epoch, there);
        TensorFile best = history.best() == epoch ? last : read(there, history.best());
        network.weightsIn(last.tensors());
        return Optional.of(new TrainingState(history, last.tensors(), network.weightsIn(best.tensors())));
    }

    private void requireSame(Map<String, String> now, Map<String, String> then) {
        now.forEach((what, value) -> {
            if (!Objects.equals(value, then.get(what))) {
                throw CloudException.builder(
                                ErrorCode.PRECONDITION_FAILED,
                                "The checkpoints at '" + prefix + "' are of another training: its " + what + " was '"
                                        + Shown.of(then.get(what)) + "' and is now '" + Shown.of(value)
                                        + "'. Give this training a prefix of its own, or delete those checkpoints.")
                        .reason("other_training")
                        .build();
            }
        });
    }

    /** A whole file under another epoch's name is as wrong as a damaged one. */
    private History historyOf(TensorFile file, int epoch, NavigableMap<Integer, String> there) {
        History history = History.fromCsv(file.texts().getOrDefault(HISTORY, ""));
        if (history.epochs().size() != epoch) {
            throw damaged(there, epoch, "it tells of " + history.epochs().size() + " epochs", null);
        }
        return history;
    }

    private NavigableMap<Integer, String> numbers() {
        NavigableMap<Integer, String> numbers = new TreeMap<>();
        bucket.list(prefix + NAME).stream()
                .map(ObjectInfo::key)
                .filter(key -> key.substring(prefix.length()).matches(NAME + "[0-9]{6}" + SUFFIX))
                .forEach(key -> numbers.put(number(key), key));
        return numbers;
    }

    private int number(String key) {
        return Integer.parseInt(key.substring(prefix.length() + NAME.length(), key.length() - SUFFIX.length()));
    }

    private TensorFile read(NavigableMap<Integer, String> there, int epoch) {
        try {
            return CheckpointFile.read(
                    bucket.getBytes(key(epoch), GetOptions.defaults().withMaxBytes(MAX_BYTES)));
        } catch (CloudException e) {
            if (e.code() != ErrorCode.CORRUPTED && e.code() != ErrorCode.NOT_FOUND) {
                throw e;
            }
            throw damaged(there, epoch, String.valueOf(e.getMessage()), e);
        }
    }

    /** The last one can be done without; what an earlier one knows of the best epoch is nowhere else. */
    private CloudException damaged(
            NavigableMap<Integer, String> there, int epoch, String why, @Nullable Exception cause) {
        String way = epoch == there.lastKey() && there.containsKey(epoch - 1)
                ? "Delete this object, and the training goes on from epoch " + (epoch - 1) + " to the same history."
                : "Delete all objects at '" + prefix + "', and the training begins anew.";
        CloudException.Builder error = CloudException.builder(
                        ErrorCode.CORRUPTED,
                        "The checkpoint '" + key(epoch) + "' is missing or damaged: " + why + " Nothing was changed. "
                                + way)
                .reason("checkpoint");
        return (cause == null ? error : error.cause(cause)).build();
    }

    private String key(int epoch) {
        return prefix + NAME + String.format(Locale.ROOT, "%06d", epoch) + SUFFIX;
    }
}
