package dev.welkin.ai.chat;

/** Why an answer ends where it ends. */
public enum Finish {
    /** The model was done, or met a stop text. */
    STOP,
    /** The answer reached its most tokens; there is more to say. */
    LENGTH,
    /** The model asks for tools. */
    TOOL_CALLS,
    /** A policy of the provider or the model refused or cut the answer. */
    REFUSED,
    /** The provider gave another reason, or none. */
    OTHER
}
