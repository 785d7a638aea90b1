package dev.welkin.storage.internal.file;

import dev.welkin.storage.ObjectAttributes;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.VersionToken;
import dev.welkin.storage.internal.ContentTypes;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** An object as it lies in the file system. */
record StoredFile(Path path, ObjectRecord record, BasicFileAttributes known) {
    VersionToken token() {
        return record.token();
    }

    ObjectInfo info(String key) {
        ObjectAttributes attributes = record.attributes();
        ObjectAttributes shown =
                attributes.contentType().isEmpty() ? attributes.withContentType(ContentTypes.guess(key)) : attributes;
        return new ObjectInfo(
                key, record.sizeBytes(), token(), known.lastModifiedTime().toInstant(), shown);
    }
}
