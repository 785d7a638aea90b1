package dev.welkin.ai.batch;

import dev.welkin.storage.ObjectInfo;

/** One object that a step works on, read whole. Not changed by anybody while the step has it. */
public final class BatchInput {
    private final ObjectInfo info;
    private final byte[] content;

    BatchInput(ObjectInfo info, byte[] content) {
        this.info = info;
        this.content = content;
    }

    /**
     * Returns the object's key.
     *
     * @return the whole key, with the prefix
     */
    public String key() {
        return info.key();
    }

    /**
     * Returns what is known of the object.
     *
     * @return the version that was read
     */
    public ObjectInfo info() {
        return info;
    }

    /**
     * Returns the object's bytes.
     *
     * @return the bytes themselves, no copy; they are the step's to use
     */
    public byte[] content() {
        return content;
    }
}
