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
    /**
     * Keys of any shape: with backslashes, with path segments that end with a dot or are {@code ..}, with hundreds of
     * segments. Without it such a key is refused, never changed.
     */
    ANY_KEY("choose a key without backslashes, without segments that end with a dot, and with few segments"),
    /**
     * Keys are names and no paths: {@code a} and {@code a/b} are two objects, and a slash may stand first, last or
     * twice. Without it an object cannot lie where a folder is, and keys with empty segments are refused, never
     * changed.
     */
    FLAT_KEYS("choose keys without empty segments, none of which is another's folder"),
    /** Listings come in the order of the keys' UTF-8 bytes also where characters beyond U+FFFF are in them. */
    UTF8_ORDER("sort what list() gives by ObjectKey.ORDER"),
    /** A listing's delimiter may have several characters. */
    TEXT_DELIMITER("fold by a delimiter of one character"),
    /** Metadata of the user's own. */
    METADATA("store it in an object beside, or use a backend that has it such as file"),
    /** Copies made inside the backend; without it a copy reads and writes. */
    COPY("copy() and move() read and write instead"),
    /** Many deletes in one request; without it each is its own. */
    BULK_DELETE("deleteAll() deletes one by one instead"),
    /** No two versions of a key ever have the same {@link VersionToken}, even if their bytes are the same. */
    UNIQUE_TOKENS("put a counter of your own into the object"),
    /** Writes in parts: {@link Bucket#startUpload}, and large puts. */
    MULTIPART("put() the object in one piece, or use a backend that has it such as memory or s3"),
    /** Writes in parts that are completed on a condition. */
    CONDITIONAL_MULTIPART("use PutMode.overwrite(), or a backend that has it such as memory"),
    /** {@link Bucket#presignGet} and {@link Bucket#presignPut}. */
    PRESIGN("hand the bytes through your own server, or use a backend that has it such as s3"),
    /** Old versions are kept: {@link Bucket#versions}. */
    VERSIONS("keep versions under keys of your own, or turn versions on in the bucket's configuration"),
    /** {@link Bucket#tags} and {@link Bucket#setTags}. */
    TAGS("keep them as metadata, or in an object beside"),
    /** {@link Bucket#setTags} takes no tags at all, and tags without a value. */
    EMPTY_TAGS("keep one tag at least, and give each a value"),
    /** {@link Bucket#presignPut} can bind type, length and checksum of what is sent. */
    PRESIGN_BINDING("presign without them, and check what was sent");

    private final String alternative;

    StorageFeature(String alternative) {
        this.alternative = alternative;
    }

    @Override
    public String alternative() {
        return alternative;
    }
}
