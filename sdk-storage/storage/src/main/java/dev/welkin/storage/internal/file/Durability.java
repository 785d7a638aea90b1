package dev.welkin.storage.internal.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** When a write is acknowledged. */
enum Durability {
    /** When the disk has it: it survives a power cut. */
    DISK,
    /** When the operating system has it: it survives the death of the process. */
    OS;

    private static final boolean FOLDERS_SYNC =
            !System.getProperty("os.name", "").startsWith("Windows");

    void sync(FileChannel file) throws IOException {
        if (this == DISK) {
            file.force(true); // with its extended attributes
        }
    }

    /** Makes names in a folder durable. Windows does that by itself and opens no folder. */
    void syncFolder(Path folder) throws IOException {
        if (this == DISK && FOLDERS_SYNC) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            } catch (NoSuchFileException e) {
                return; // removed since, as it was empty: nothing is left to be made durable
            }
        }
    }
}
