package dev.welkin.storage.internal.memory;

import dev.welkin.storage.ObjectInfo;
import java.util.Map;

/** One version of an object. The array is never changed. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record MemoryObject(ObjectInfo info, byte[] bytes, int crc32c, Map<String, String> tags) {
    MemoryObject withTags(Map<String, String> value) {
        return new MemoryObject(info, bytes, crc32c, value);
    }
}
