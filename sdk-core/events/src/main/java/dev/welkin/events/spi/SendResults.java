package dev.welkin.events.spi;

import dev.welkin.CloudException;

/** Is told what became of each event of a batch. Methods are quick, never throw and may be called on any thread. */
public interface SendResults {
    /**
     * The backend has the event, as durably as it promises.
     *
     * @param item its index in the batch
     * @param position where it stands in the topic, in the backend's own terms, for example an offset
     */
    void accepted(int item, String position);

    /**
     * The backend does not have the event.
     *
     * @param item its index in the batch
     * @param why what happened
     */
    void refused(int item, CloudException why);
}
