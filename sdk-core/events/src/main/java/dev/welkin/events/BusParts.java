package dev.welkin.events;

import dev.welkin.call.ObservedCalls;
import dev.welkin.events.internal.EventIds;
import dev.welkin.events.internal.Json;
import dev.welkin.events.internal.Notices;
import dev.welkin.events.spi.EventsDriver;
import dev.welkin.spi.CloudContext;

/** What the publishers and subscriptions of one bus share. */
record BusParts(
        EventsDriver driver,
        CloudContext context,
        Completions completions,
        Json json,
        EventIds ids,
        Notices notices,
        ObservedCalls calls) {
    static BusParts of(EventsDriver driver, CloudContext context) {
        return new BusParts(
                driver,
                context,
                new Completions(context.executor()),
                new Json(),
                new EventIds(),
                new Notices(context),
                ObservedCalls.of(context, "events", driver.capabilities().backend()));
    }
}
