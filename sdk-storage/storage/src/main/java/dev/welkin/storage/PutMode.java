package dev.welkin.storage;

/** What a write requires of the object that is there before it. */
public sealed interface PutMode {
    /**
     * Writes whatever is there.
     *
     * @return the default mode
     */
    static PutMode overwrite() {
        return Overwrite.INSTANCE;
    }

    /**
     * Writes only where no object is; of several writers at once exactly one wins, the others get ALREADY_EXISTS.
     *
     * @return the mode
     */
    static PutMode create() {
        return Create.INSTANCE;
    }

    /**
     * Writes only over one version; where another or none is there, PRECONDITION_FAILED.
     *
     * @param token the version, from {@link ObjectInfo#token()}
     * @return the mode
     */
    static PutMode update(VersionToken token) {
        return new Update(token);
    }

    /** See {@link PutMode#overwrite()}. */
    record Overwrite() implements PutMode {
        private static final Overwrite INSTANCE = new Overwrite();
    }

    /** See {@link PutMode#create()}. */
    record Create() implements PutMode {
        private static final Create INSTANCE = new Create();
    }

    /**
     * See {@link PutMode#update}.
     *
     * @param token the version that must be there
     */
    record Update(VersionToken token) implements PutMode {}
}
