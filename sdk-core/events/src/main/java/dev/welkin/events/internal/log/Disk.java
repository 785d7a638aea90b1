package dev.welkin.events.internal.log;

import java.io.IOException;
import java.nio.channels.FileChannel;

/** How written bytes are made durable. */
@FunctionalInterface
interface Disk {
    /** The disk below the files. */
    Disk REAL = file -> file.force(false);

    /** Returns when the disk has what was written to a file; after a failure nobody knows what it has. */
    void force(FileChannel file) throws IOException;
}
