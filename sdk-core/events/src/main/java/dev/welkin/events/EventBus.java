package dev.welkin.events;

import dev.welkin.Capabilities;
import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.config.Target;
import dev.welkin.events.internal.Names;
import dev.welkin.events.spi.EventReceiver;
import dev.welkin.events.spi.EventsBackend;
import dev.welkin.events.spi.EventsDriver;
import dev.welkin.events.spi.ReceiverOptions;
import dev.welkin.spi.Backends;
import dev.welkin.spi.CloudContext;
import dev.welkin.spi.Stage;
import io.cloudevents.CloudEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Publishes and receives {@link io.cloudevents.CloudEvent CloudEvents}. On every backend: at least once, in order per
 * partition key, several groups each with every event, retries with back-off, a dead-letter topic for what cannot be
 * handled. Safe for use by several threads. Open it by name, {@code EventBus.open(cloud)}, or by URL,
 * {@code EventBus.open("log:./events")}.
 */
public final class EventBus implements AutoCloseable {
    private static final String SERVICE = "events";

    /** Which artifact brings a backend that is not on the class path. */
    private static final Map<String, String> ARTIFACTS = Map.of(
            "sqs", "dev.welkin:welkin-events-sqs",
            "nats", "dev.welkin:welkin-events-nats",
            "kafka", "dev.welkin:welkin-events-kafka",
            "amqp", "dev.welkin:welkin-events-amqp",
            "mqtt", "dev.welkin:welkin-events-mqtt");

    private final BusParts parts;
    private final OpenSubscriptions subscriptions;
    private final @Nullable Cloud owned;
    private final Map<String, EventPublisher> emitters = new ConcurrentHashMap<>();

    private EventBus(EventsDriver driver, CloudContext context, @Nullable Cloud owned) {
        this.parts = BusParts.of(driver, context);
        this.subscriptions = new OpenSubscriptions(context);
        this.owned = owned;
    }

    /**
     * Opens the bus named {@code default}.
     *
     * @param cloud whose configuration says what it is
     * @return the bus; closes with the Cloud
     * @throws CloudException as {@link #open(Cloud, String)}
     */
    public static EventBus open(Cloud cloud) {
        return open(cloud, "default");
    }

    /**
     * Opens a bus by name. Buses of one name in one Cloud share their store.
     *
     * @param cloud whose configuration says what the name stands for
     * @param name the name under {@code events:} in the configuration
     * @return the bus; closes with the Cloud
     * @throws CloudException INVALID_ARGUMENT if the configuration does not fit, or what opening the store says
     */
    public static EventBus open(Cloud cloud, String name) {
        return open(cloud, single(cloud, name), null);
    }

    private static Target single(Cloud cloud, String name) {
        List<Target> targets = cloud.context().targets(SERVICE, name);
        if (targets.size() != 1) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    targets.get(0).origin() + ": events." + name + " lists " + targets.size()
                            + " targets; events are never spread over several, give one");
        }
        return targets.get(0);
    }

    /**
     * Opens a bus by URL, in a Cloud of its own.
     *
     * @param url for example {@code log:./events}
     * @return the bus; closing it closes the store
     * @throws CloudException INVALID_ARGUMENT if the URL does not fit, or what opening the store says
     */
    public static EventBus open(String url) {
        Cloud cloud =
                Cloud.builder().config(Map.of(SERVICE, Map.of("default", url))).open();
        try {
            return open(cloud, single(cloud, "default"), cloud);
        } catch (CloudException e) {
            cloud.close();
            throw e;
        }
    }

    /**
     * Makes a bus over a driver opened by hand. The driver stays the caller's to close.
     *
     * @param cloud clock, executor and listener
     * @param driver the driver
     * @return the bus
     */
    public static EventBus over(Cloud cloud, EventsDriver driver) {
        return new EventBus(driver, cloud.context(), null);
    }

    private static EventBus open(Cloud cloud, Target target, @Nullable Cloud owned) {
        CloudContext context = cloud.context();
        EventsBackend backend = Backends.find(EventsBackend.class, target, ARTIFACTS);
        EventsDriver driver = context.shared(
                Stage.STORES, SERVICE + ":" + target.name() + ":" + target, () -> backend.open(target, context));
        return new EventBus(driver, context, owned);
    }

    /**
     * Returns what the backend can do.
     *
     * @return the features, of {@link EventsFeature}, and limits
     */
    public Capabilities capabilities() {
        return parts.driver().capabilities();
    }

    /**
     * Returns a publisher with the default options.
     *
     * @param topic where to; embedded backends create it with the first event
     * @return a publisher
     * @throws CloudException INVALID_ARGUMENT if the name is not allowed, UNSUPPORTED if the store is read-only
     */
    public EventPublisher publisher(String topic) {
        return publisher(topic, PublishOptions.defaults());
    }

    /**
     * Returns a publisher.
     *
     * @param topic where to; embedded backends create it with the first event
     * @param options how
     * @return a publisher
     * @throws CloudException INVALID_ARGUMENT if the name is not allowed, UNSUPPORTED if the store is read-only
     */
    public EventPublisher publisher(String topic, PublishOptions options) {
        capabilities().require(EventsFeature.PUBLISH);
        return new EventPublisher(Names.topic(topic), options, parts);
    }

    /**
     * Handles the events of a group with the default options.
     *
     * @param topic where from
     * @param group who receives; subscriptions of one group share the events
     * @param handler what to do with each
     * @return the running subscription
     * @throws CloudException as {@link #subscribe(String, String, SubscribeOptions, EventHandler)}
     */
    public Subscription subscribe(String topic, String group, EventHandler handler) {
        return subscribe(topic, group, SubscribeOptions.defaults(), handler);
    }

    /**
     * Handles the events of a group.
     *
     * @param topic where from; it need not exist yet
     * @param group who receives; subscriptions of one group share the events
     * @param options how
     * @param handler what to do with each
     * @return the running subscription
     * @throws CloudException INVALID_ARGUMENT if a name is not allowed, UNSUPPORTED if the backend lacks what the
     *     options ask for
     */
    public Subscription subscribe(String topic, String group, SubscribeOptions options, EventHandler handler) {
        EventReceiver receiver = receiver(topic, group, options);
        Settler settler = settler(topic, group, options, receiver);
        String name = topic + "/" + group;
        Once once = new Once(name, options.dedupe());
        Handling handling = new Handling(name, handler, receiver, settler, once, parts.calls(), this::emitter);
        Subscription subscription = subscriptions.add(
                onClosed -> new Subscription(name, options, handling, receiver, settler, parts, onClosed),
                Subscription::close);
        subscription.start();
        return subscription;
    }

    /**
     * Handles the JSON data of a group's events as records, with the default options.
     *
     * @param topic where from
     * @param group who receives
     * @param type the records' type
     * @param handler what to do with each
     * @param <T> the records' type
     * @return the running subscription
     * @throws CloudException as {@link #subscribe(String, String, SubscribeOptions, EventHandler)}
     */
    public <T> Subscription subscribe(String topic, String group, Class<T> type, RecordHandler<T> handler) {
        return subscribe(topic, group, SubscribeOptions.defaults(), type, handler);
    }

    /**
     * Handles the JSON data of a group's events as records. An event whose data does not decode goes to the dead-letter
     * topic at once.
     *
     * @param topic where from
     * @param group who receives
     * @param options how
     * @param type the records' type
     * @param handler what to do with each
     * @param <T> the records' type
     * @return the running subscription
     * @throws CloudException as {@link #subscribe(String, String, SubscribeOptions, EventHandler)}
     */
    public <T> Subscription subscribe(
            String topic, String group, SubscribeOptions options, Class<T> type, RecordHandler<T> handler) {
        return subscribe(topic, group, options, Records.handler(parts.json(), type, handler));
    }

    /**
     * Takes the events of a group in batches, with the default options.
     *
     * @param topic where from
     * @param group who receives
     * @return the subscription
     * @throws CloudException as {@link #subscribe(String, String, SubscribeOptions, EventHandler)}
     */
    public PullSubscription pull(String topic, String group) {
        return pull(topic, group, SubscribeOptions.defaults());
    }

    /**
     * Takes the events of a group in batches.
     *
     * @param topic where from; it need not exist yet
     * @param group who receives
     * @param options how; concurrency and maxInFlight do not apply
     * @return the subscription
     * @throws CloudException as {@link #subscribe(String, String, SubscribeOptions, EventHandler)}
     */
    public PullSubscription pull(String topic, String group, SubscribeOptions options) {
        EventReceiver receiver = receiver(topic, group, options);
        Settler settler = settler(topic, group, options, receiver);
        return subscriptions.add(
                onClosed -> new PullSubscription(topic + "/" + group, options, receiver, settler, parts, onClosed),
                (subscription, within) -> subscription.close());
    }

    /**
     * Lists the topics.
     *
     * @return their names
     */
    public Set<String> topics() {
        return parts.driver().topics();
    }

    /**
     * Lists the groups of a topic.
     *
     * @param topic the topic
     * @return their names; empty if there is no such topic
     */
    public Set<String> groups(String topic) {
        return parts.driver().groups(Names.topic(topic));
    }

    /**
     * Forgets a group, so that it no longer keeps events from being cleaned up. A missing group is no error.
     *
     * @param topic the topic
     * @param group the group
     * @throws CloudException CONFLICT if subscriptions of the group are open
     */
    public void deleteGroup(String topic, String group) {
        parts.driver().deleteGroup(Names.topic(topic), Names.group(group));
    }

    /**
     * Publishes all dead letters of a topic again where they came from; as {@link #redrive(String, Predicate)}.
     *
     * @param deadLetterTopic for example {@code orders.shipping.dead}
     * @return how many were moved
     * @throws CloudException as {@link #redrive(String, Predicate)}
     */
    public RedriveResult redrive(String deadLetterTopic) {
        return redrive(deadLetterTopic, letter -> true);
    }

    /**
     * Publishes dead letters again where they came from, as they were, once their cause is mended. Each is published
     * before it is taken off the dead-letter topic's group {@code redrive}; what fails again becomes a new dead letter.
     * All groups of the topic see the event again: give those that must not handle it twice a {@link DedupeStore}. One
     * go looks at the letters that are there when it begins, and ends early when it holds 64 MiB of letters that are
     * not wanted.
     *
     * @param deadLetterTopic for example {@code orders.shipping.dead}
     * @param wanted tells which; it sees the letter with its extensions {@code deadtopic}, {@code deadgroup},
     *     {@code deadreason} and {@code deadattempts}
     * @return how many were moved, and how many were left because they were not wanted or name no topic
     * @throws CloudException NOT_FOUND if there is no such topic; what publishing says, and then what was not moved is
     *     still there
     */
    public RedriveResult redrive(String deadLetterTopic, Predicate<CloudEvent> wanted) {
        if (!topics().contains(Names.topic(deadLetterTopic))) {
            throw CloudException.of(ErrorCode.NOT_FOUND, "There is no topic '" + deadLetterTopic + "' to redrive");
        }
        return parts.calls().call("redrive", deadLetterTopic, () -> {
            try (PullSubscription letters = pull(deadLetterTopic, Redrive.GROUP, Redrive.OPTIONS)) {
                return new Redrive(letters, wanted, this::emitter).run();
            }
        });
    }

    /** Returns the time on the Cloud's clock. */
    Instant now() {
        return parts.context().clock().now();
    }

    /** Closes the subscriptions opened here, and the store if the bus was opened by URL. Later calls do nothing. */
    @Override
    public void close() {
        subscriptions.close();
        if (owned != null) {
            owned.close();
        }
    }

    private EventPublisher emitter(String topic) {
        return emitters.computeIfAbsent(topic, this::publisher);
    }

    private EventReceiver receiver(String topic, String group, SubscribeOptions options) {
        return parts.driver()
                .receiver(
                        Names.topic(topic),
                        Names.group(group),
                        new ReceiverOptions(options.startAt(), options.ordered()));
    }

    private Settler settler(String topic, String group, SubscribeOptions options, EventReceiver receiver) {
        String dead = options.deadLetterTopic().orElse(topic + "." + group + ".dead");
        EventPublisher deadLetters = new EventPublisher(Names.topic(dead), PublishOptions.defaults(), parts);
        return new Settler(topic, group, options, receiver, deadLetters, parts.notices());
    }
}
