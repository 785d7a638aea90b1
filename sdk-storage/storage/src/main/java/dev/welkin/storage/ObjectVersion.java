package dev.welkin.storage;

/**
 * One kept version of an object, or the mark that it was deleted.
 *
 * @param info what is known of it, without attributes; a mark has no bytes
 * @param id names it
 * @param current true for what {@link Bucket#get} gives: the newest version
 * @param deleted true for the mark that a delete left
 */
public record ObjectVersion(ObjectInfo info, VersionId id, boolean current, boolean deleted) {
    /**
     * Returns whose version this is.
     *
     * @return the object's key
     */
    public String key() {
        return info.key();
    }

    /**
     * Returns this version under another key, as decorators need it.
     *
     * @param value the key
     * @return a new version
     */
    public ObjectVersion withKey(String value) {
        return new ObjectVersion(info.withKey(value), id, current, deleted);
    }
}
