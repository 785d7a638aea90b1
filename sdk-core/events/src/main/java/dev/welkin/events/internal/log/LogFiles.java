package dev.welkin.events.internal.log;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The names of files and folders of a log, and how its input and output fail. */
final class LogFiles {
    static final String SEGMENT = ".seg";
    private static final String TOPIC = "topic-";
    private static final String GROUP = "group-";
    private static final String ACKS = ".acks";

    private LogFiles() {}

    /** Names differing only in case stay apart on every file system. */
    static String topicFolder(String topic) {
        return TOPIC + escape(topic);
    }

    static String groupFile(String group) {
        return GROUP + escape(group) + ACKS;
    }

    static String segmentFile(long base) {
        return String.format(Locale.ROOT, "%020d", base) + SEGMENT;
    }

    static long segmentBase(Path file) {
        return Long.parseLong(name(file).replace(SEGMENT, ""));
    }

    static List<String> topics(Path root) {
        return list(root, TOPIC, "").stream()
                .map(p -> unescape(name(p).substring(TOPIC.length())))
                .toList();
    }

    static List<String> groups(Path topic) {
        return list(topic, GROUP, ACKS).stream()
                .map(LogFiles::name)
                .map(n -> unescape(n.substring(GROUP.length(), n.length() - ACKS.length())))
                .toList();
    }

    static List<Path> segments(Path topic) {
        return list(topic, "", SEGMENT);
    }

    private static List<Path> list(Path folder, String start, String end) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(p -> name(p).startsWith(start) && name(p).endsWith(end))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw failed("list " + Shown.of(folder), e);
        }
    }

    /** Makes the names in a folder durable; a platform without that keeps them as it does. */
    static void forceFolder(Path folder) throws IOException {
        if (System.getProperty("os.name", "").startsWith("Windows")) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static CloudException failed(String doing, IOException cause) {
        return CloudException.builder(
                        ErrorCode.UNAVAILABLE, "The event log could not " + doing + ": " + Shown.of(cause.getMessage()))
                .provider("log")
                .retryable(false)
                .cause(cause)
                .build();
    }

    static CloudException corrupted(Path file, long position, String what) {
        return CloudException.builder(
                        ErrorCode.CORRUPTED,
                        "The event log is damaged: " + Shown.of(file) + " at byte " + position + ": " + what
                                + ". Restore the file from a copy, or seek behind the damage to go on without it")
                .provider("log")
                .reason("damaged_log")
                .resource(file.toString())
                .build();
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static String escape(String name) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            escaped.append(Character.isUpperCase(c) ? "+" : "").append(Character.toLowerCase(c));
        }
        return escaped.toString();
    }

    private static String unescape(String name) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            plain.append(name.charAt(i) == '+' ? Character.toUpperCase(name.charAt(++i)) : name.charAt(i));
        }
        return plain.toString();
    }
}
