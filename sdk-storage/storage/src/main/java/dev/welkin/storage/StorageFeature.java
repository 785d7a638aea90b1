package dev.welkin.storage;

import dev.welkin.Feature;

/** What a storage backend may or may not be able to do. */
public enum StorageFeature implements Feature {
    /** Objects can be written and deleted. */
    WRITE("it is open for reading only; open the bucket without readOnly()"),
    /** {@link PutMode#create()}: of several creators exactly one wins. */
    CONDITIONAL_CREATE("use PutMode.overwrite(), or a backend that has it such as file"),
    /** {@link PutMode#update}: a write over one known version. */
    CONDITIONAL_UPDATE("use PutMode.overwrite() under a lock of your own, or a backend that has it such as file"),
    /** {@link GetOptions#ifMatch()} and {@link GetOptions#ifNoneMatch()}. */
    CONDITIONAL_READ("compare the token of head() yourself"),
    /** Reads of a {@link ByteRange}. */
    RANGE("read the whole object and skip"),
    /** Metadata of the user's own. */
    METADATA("store it in an object beside, or use a backend that has it such as file"),
    /** Copies made inside the backend; without it a copy reads and writes. */
    COPY("copy() and move() read and write instead"),
    /** Many deletes in one request; without it each is its own. */
    BULK_DELETE("deleteAll() deletes one by one instead");

    private final String alternative;

    StorageFeature(String alternative) {
        this.alternative = alternative;
    }

    @Override
    public String alternative() {
        return alternative;
    }
}
