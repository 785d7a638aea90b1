package dev.welkin.storage.jclouds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** One version of a file, or the mark that hides one. */
final class FakeB2File {
    final String id;
    final String name;
    final boolean hides;
    final byte[] bytes;
    final String contentType;
    final Map<String, String> info;
    final long timestamp = Instant.now().toEpochMilli();

    FakeB2File(String id, String name, boolean hides, byte[] bytes, String contentType, Map<String, String> info) {
        this.id = id;
        this.name = name;
        this.hides = hides;
        this.bytes = bytes;
        this.contentType = contentType;
        this.info = new TreeMap<>(info);
    }

    ObjectNode described() {
        ObjectNode file = FakeJson.object()
                .put("fileId", id)
                .put("fileName", name)
                .put("action", hides ? "hide" : "upload")
                .put("contentLength", bytes.length)
                .put("contentType", contentType)
                .put("uploadTimestamp", timestamp);
        ObjectNode fileInfo = file.putObject("fileInfo");
        info.forEach(fileInfo::put);
        return file;
    }
}
