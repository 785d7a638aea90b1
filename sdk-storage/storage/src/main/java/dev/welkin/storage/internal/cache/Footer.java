package dev.welkin.storage.internal.cache;

import dev.welkin.storage.ObjectAttributes;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.VersionId;
import dev.welkin.storage.VersionToken;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What stands behind the content in a file of the cache: what is known of the object, and the content's CRC-32C.
 *
 * @param info the object
 * @param crc32c of the content
 */
record Footer(ObjectInfo info, int crc32c) {
    private static final int FORMAT = 0x574c4b31; // "WLK1"
    private static final int MAX_ENTRIES = 10_000;

    byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(FORMAT);
        out.writeInt(crc32c);
        out.writeUTF(info.key());
        out.writeLong(info.sizeBytes());
        out.writeUTF(info.token().value());
        out.writeUTF(info.lastModified().toString());
        VersionId version = info.version();
        out.writeUTF(version == null ? "" : version.value());
        ObjectAttributes attributes = info.attributes();
        out.writeUTF(attributes.contentType());
        out.writeUTF(attributes.cacheControl());
        out.writeUTF(attributes.contentDisposition());
        out.writeUTF(attributes.contentEncoding());
        out.writeInt(attributes.metadata().size());
        for (Map.Entry<String, String> entry : attributes.metadata().entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeUTF(entry.getValue());
        }
        return bytes.toByteArray();
    }

    static Footer read(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        if (in.readInt() != FORMAT) {
            throw new IOException("no file of this cache");
        }
        int crc32c = in.readInt();
        String key = in.readUTF();
        long size = in.readLong();
        VersionToken token = new VersionToken(in.readUTF());
        Instant modified = Instant.parse(in.readUTF());
        String version = in.readUTF();
        ObjectAttributes attributes =
                new ObjectAttributes(in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF(), entries(in));
        VersionId id = version.isEmpty() ? null : new VersionId(version);
        return new Footer(new ObjectInfo(key, size, token, modified, attributes, id), crc32c);
    }

    private static Map<String, String> entries(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MAX_ENTRIES) {
            throw new IOException("damaged");
        }
        Map<String, String> metadata = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            metadata.put(in.readUTF(), in.readUTF());
        }
        return metadata;
    }
}
