package dev.welkin.events.spi;

import dev.welkin.Capabilities;
import dev.welkin.CloudException;
import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.Set;

/**
 * One store or broker of events, as {@link dev.welkin.events.EventBus} needs it. Implementations are safe for use by
 * several threads and never retry.
 *
 * <p>Guaranteed to every method: topic and group names are valid, events are complete. After {@link #close},
 * {@link #send} and {@link #receiver} MUST throw CLOSED.
 */
public interface EventsDriver extends AutoCloseable {
    /**
     * Returns what this backend can do. Its limit {@code maxEventBytes}, if given, is enforced by the driver as
     * INVALID_ARGUMENT with the reason {@code event_too_large}.
     *
     * @return the capabilities; the same at every call
     */
    Capabilities capabilities();

    /**
     * Sends events to a topic. MUST report every item exactly once to {@code results}, accepted only when the event is
     * as durable as the backend promises. MUST keep the order of items that it accepts, also across calls of one
     * thread. MUST NOT keep the list. May block while its bounded buffers are full, but not for the reply. Results may
     * come on any thread, also before this returns; they never run code of a user.
     *
     * @param topic where to
     * @param events what to send
     * @param results told of each item by its index
     * @throws CloudException if nothing at all was sent; then no result is reported
     */
    void send(String topic, List<CloudEvent> events, SendResults results);

    /**
     * Opens one receiver of a group. Receivers of one group share its events.
     *
     * @param topic where from
     * @param group who receives
     * @param options how
     * @return the receiver; the portable type closes it
     * @throws CloudException UNSUPPORTED if an option is beyond the capabilities
     */
    EventReceiver receiver(String topic, String group, ReceiverOptions options);

    /**
     * Lists the topics that exist.
     *
     * @return their names
     */
    Set<String> topics();

    /**
     * Lists the groups of a topic.
     *
     * @param topic the topic
     * @return their names; empty if the topic does not exist
     */
    Set<String> groups(String topic);

    /**
     * Forgets a group and what it has acknowledged. A group that does not exist is no error.
     *
     * @param topic the topic
     * @param group the group
     * @throws CloudException CONFLICT if receivers of the group are open
     */
    void deleteGroup(String topic, String group);

    /** Sends what is buffered and releases everything. Later calls do nothing. */
    @Override
    void close();
}
