package dev.welkin.ai.testkit;

/** What answers behind a backend; each is more than the one before. */
public enum Provider {
    /** Something that answers as it will: a model of this machine, or a real account. */
    REAL,
    /** A script that the test writes. */
    SCRIPTED,
    /** A script that the test writes, played by a server that the backend reaches through HTTP. */
    SCRIPTED_HTTP;

    boolean isScripted() {
        return this != REAL;
    }
}
