package dev.welkin.events;

import dev.welkin.CloudException;
import dev.welkin.events.Waves.Wave;
import dev.welkin.events.spi.SendResults;
import io.cloudevents.CloudEvent;
import java.util.concurrent.CompletableFuture;

/** One event on its way, and the future of its receipt. */
final class AsyncSend implements SendResults {
    private final CompletableFuture<Receipt> future = new CompletableFuture<>();
    private final String topic;
    private final String eventId;
    private final Completions completions;
    private final Outstanding outstanding;
    private final Wave wave;

    AsyncSend(String topic, CloudEvent event, Completions completions, Outstanding outstanding, Wave wave) {
        this.topic = topic;
        this.eventId = event.getId();
        this.completions = completions;
        this.outstanding = outstanding;
        this.wave = wave;
    }

    CompletableFuture<Receipt> future() {
        return future;
    }

    @Override
    public void accepted(int item, String position) {
        outstanding.succeeded();
        wave.accepted();
        completions.add(() -> future.complete(new Receipt(topic, eventId, position)));
    }

    @Override
    public void refused(int item, CloudException why) {
        outstanding.failed(why);
        wave.refused(why);
        completions.add(() -> future.completeExceptionally(why));
    }
}
