package dev.welkin.ai.openai;

import dev.welkin.ai.chat.ChatEvent;
import dev.welkin.ai.spi.ChatSource;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer that is there already. */
final class WholeSource implements ChatSource {
    private final Iterator<ChatEvent> events;

    WholeSource(List<ChatEvent> events) {
        this.events = events.iterator();
    }

    @Override
    public @Nullable ChatEvent next() {
        return events.hasNext() ? events.next() : null;
    }

    @Override
    public void close() {}
}
