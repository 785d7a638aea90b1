package dev.welkin.storage.internal.memory;

import dev.welkin.storage.ObjectInfo;

/** One version of an object. The array is never changed. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record MemoryObject(ObjectInfo info, byte[] bytes, int crc32c) {}
