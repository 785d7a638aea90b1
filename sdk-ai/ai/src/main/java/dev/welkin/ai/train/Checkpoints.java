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
import java.util.TreeMap;

/** A training's state in a bucket: one object for each epoch that is kept, written whole or not at all. */
final class Checkpoints {
    private static final String NAME = "epoch-";
    private static final String SUFFIX = ".safetensors";
    private static final String HISTORY = "history";

    private final Bucket bucket;
    private final String prefix;

    Checkpoints(Bucket bucket, String prefix) {
        this.bucket = bucket;
        this.prefix = prefix;
    }

    /** Saves the last epoch, then lets go of all but it and the best. */
    void save(Map<String, String> identity, TrainingState state) {
        Map<String, String> texts = new LinkedHashMap<>(identity);
        texts.put(HISTORY, state.history().toCsv());
        int last = state.history().epochs().size();
        bucket.put(key(last), new TensorFile(state.last(), texts).toBytes());
        List<String> kept = List.of(key(last), key(state.history().best()));
        numbers().values().stream().filter(key -> !kept.contains(key)).forEach(bucket::delete);
    }

    /** Finds where a training stood, if it has begun. */
    Optional<TrainingState> load(Map<String, String> identity, Network network) {
        NavigableMap<Integer, String> there = numbers();
        if (there.isEmpty()) {
            return Optional.empty();
        }
        TensorFile last = read(there.lastEntry().getValue());
        requireSame(identity, last.texts());
        History history = History.fromCsv(last.texts().getOrDefault(HISTORY, ""));
        TensorFile best = history.best() == there.lastKey() ? last : read(key(history.best()));
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

    private TensorFile read(String key) {
        return TensorFile.read(bucket.getBytes(key, GetOptions.defaults().withMaxBytes(MAX_BYTES)));
    }

    private String key(int epoch) {
        return prefix + NAME + String.format(Locale.ROOT, "%06d", epoch) + SUFFIX;
    }

    private static final int MAX_BYTES = Integer.MAX_VALUE - 16;
}
