package dev.welkin.ai.internal;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/** What went wrong on the targets tried so far. */
final class Failures {
    private final List<ChatTarget> targets = new ArrayList<>();
    private final List<CloudException> failures = new ArrayList<>();

    void add(ChatTarget target, CloudException failure) {
        targets.add(target);
        failures.add(failure);
    }

    /** Tells whether a target is worth asking after these failures. */
    boolean go(ChatTarget next, Deadline deadline) {
        if (failures.isEmpty()) {
            return true;
        }
        int last = failures.size() - 1;
        return !deadline.over() && next.mayCure(failures.get(last), targets.get(last));
    }

    /** The failure of the target that should have served; the others' are told with it. */
    CloudException first(int attempts) {
        if (failures.isEmpty()) {
            return CloudException.of(ErrorCode.INTERNAL, "a route without targets");
        }
        CloudException first = failures.get(0).toBuilder()
                .message(failures.get(0).getMessage() + others())
                .attempts(attempts)
                .build();
        failures.subList(1, failures.size()).forEach(first::addSuppressed);
        return first;
    }

    private String others() {
        StringBuilder others = new StringBuilder();
        for (int i = 1; i < failures.size(); i++) {
            others.append("; then '")
                    .append(targets.get(i).backend())
                    .append("' failed: ")
                    .append(failures.get(i).code());
        }
        return others.toString();
    }
}
