package dev.welkin.call;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks several targets in order until one answers. For reads and for AI calls only: a write that two targets might both
 * take would split the data. Each target has its own pipeline, so it has been retried before the next one is asked.
 * Immutable and safe for use by several threads.
 *
 * @param <S> the type of a target
 */
public final class Fallback<S> {
    private static final Set<ErrorCode> CURABLE = Set.of(
            ErrorCode.RATE_LIMITED,
            ErrorCode.QUOTA_EXCEEDED,
            ErrorCode.OVERLOADED,
            ErrorCode.UNAVAILABLE,
            ErrorCode.TIMEOUT,
            ErrorCode.TRUNCATED,
            ErrorCode.CORRUPTED,
            ErrorCode.UNSUPPORTED,
            ErrorCode.INTERNAL);

    private final List<S> targets;
    private final Function<S, String> name;
    private final Predicate<CloudException> curable;

    private Fallback(List<S> targets, Function<S, String> name, Predicate<CloudException> curable) {
        this.targets = List.copyOf(targets);
        this.name = name;
        this.curable = curable;
    }

    /**
     * Makes a fallback over targets. It moves on after RATE_LIMITED, QUOTA_EXCEEDED, OVERLOADED, UNAVAILABLE, TIMEOUT,
     * TRUNCATED, CORRUPTED, UNSUPPORTED and INTERNAL; other failures would be the same everywhere, or must be seen.
     *
     * @param targets in the order they are asked; not empty
     * @param name names a target in errors
     * @param <S> the type of a target
     * @return the fallback
     * @throws CloudException INVALID_ARGUMENT if there is no target
     */
    public static <S> Fallback<S> of(List<S> targets, Function<S, String> name) {
        if (targets.isEmpty()) {
            throw CloudException.of(ErrorCode.INVALID_ARGUMENT, "A fallback needs at least one target");
        }
        return new Fallback<>(targets, name, e -> CURABLE.contains(e.code()));
    }

    /**
     * Returns a fallback that decides otherwise which failures another target may cure.
     *
     * @param value tells whether to ask the next target
     * @return a new fallback
     */
    public Fallback<S> curable(Predicate<CloudException> value) {
        return new Fallback<>(targets, name, value);
    }

    /**
     * Asks one target after the other.
     *
     * @param call asks one target
     * @param <T> the type of the answer
     * @return the first answer
     * @throws CloudException a failure that no other target may cure, as it is; or, when all have failed, one that
     *     names each target with its failure
     */
    public <T> T call(Function<S, T> call) {
        List<CloudException> failures = new ArrayList<>();
        for (S target : targets) {
            try {
                return call.apply(target);
            } catch (CloudException e) {
                failures.add(e);
                if (!curable.test(e)) {
                    throw e;
                }
            }
        }
        throw all(failures);
    }

    private CloudException all(List<CloudException> failures) {
        CloudException last = failures.get(failures.size() - 1);
        if (failures.size() == 1) {
            return last;
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < failures.size(); i++) {
            lines.add(name.apply(targets.get(i)) + ": " + failures.get(i).code() + " "
                    + failures.get(i).getMessage());
        }
        CloudException all = CloudException.builder(
                        code(failures), "All " + failures.size() + " targets failed. " + String.join(" | ", lines))
                .reason("all_targets_failed")
                .operation(last.operation().orElse(null))
                .retryable(failures.stream().anyMatch(CloudException::retryable))
                .outcomeUnknown(failures.stream().anyMatch(CloudException::outcomeUnknown))
                .retryAfter(soonest(failures))
                .attempts(failures.stream().mapToInt(CloudException::attempts).sum())
                .cause(last)
                .build();
        failures.subList(0, failures.size() - 1).forEach(all::addSuppressed);
        return all;
    }

    private static ErrorCode code(List<CloudException> failures) {
        Set<ErrorCode> codes = failures.stream().map(CloudException::code).collect(Collectors.toSet());
        return codes.size() == 1 ? failures.get(0).code() : ErrorCode.UNAVAILABLE;
    }

    private static @Nullable Duration soonest(List<CloudException> failures) {
        return failures.stream()
                .map(e -> e.retryAfter().orElse(null))
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
