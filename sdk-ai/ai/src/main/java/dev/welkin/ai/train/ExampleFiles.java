package dev.welkin.ai.train;

import java.util.List;

/** Where the files of examples lie. */
interface ExampleFiles {
    /** The names of all files, relative and parted by {@code /}, sorted. */
    List<String> names();

    /** The bytes of a file, at most {@link #MAX_BYTES}. */
    byte[] read(String name);

    /** The most bytes of one file: 64 MiB. */
    int MAX_BYTES = 64 << 20;
}
