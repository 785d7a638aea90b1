package dev.welkin.ai.train;

import java.util.List;

/** Examples to learn from, each of one class. */
public sealed interface Dataset permits ImageFolder, CsvTable {
    /**
     * Returns the classes.
     *
     * @return sorted
     */
    List<String> labels();

    /**
     * Returns how many examples there are.
     *
     * @return 0 or more; not all need be usable
     */
    int size();
}
