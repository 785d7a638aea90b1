package dev.welkin.events;

/**
 * The proof that a backend has an event, as durably as it promises.
 *
 * @param topic where it was published
 * @param eventId the event's id
 * @param position where it stands in the topic, in the backend's own terms, for example an offset
 */
public record Receipt(String topic, String eventId, String position) {}
