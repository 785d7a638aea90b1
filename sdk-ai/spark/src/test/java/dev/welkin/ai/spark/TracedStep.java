package dev.welkin.ai.spark;

import dev.welkin.Cloud;
import dev.welkin.ai.batch.BatchInput;
import dev.welkin.ai.batch.BatchStep;
import dev.welkin.storage.Bucket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Makes {@code A} of {@code a}, and leaves a trace in a bucket when it is opened and when it is closed. */
final class TracedStep implements BatchStep {
    private final Bucket traces;
    private final String name = ProcessHandle.current().pid() + "-" + UUID.randomUUID();

    TracedStep(Cloud cloud) {
        traces = Bucket.open(cloud, "traces");
        traces.put("opened/" + name, new byte[0]);
    }

    @Override
    public byte[] run(BatchInput input) {
        String text = new String(input.content(), StandardCharsets.UTF_8);
        return Texts.bytes(text.toUpperCase(Locale.ROOT));
    }

    @Override
    public void close() {
        traces.put("closed/" + name, new byte[0]);
    }

    /** The process ids in traces, one for each step. */
    static List<Long> pids(Cloud cloud, String event) {
        return Bucket.open(cloud, "traces").list(event + "/").stream()
                .map(info -> info.key().substring(event.length() + 1))
                .map(name -> Long.parseLong(name.substring(0, name.indexOf('-'))))
                .toList();
    }
}
