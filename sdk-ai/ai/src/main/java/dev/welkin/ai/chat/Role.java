package dev.welkin.ai.chat;

/** Who says a message. */
public enum Role {
    /** The program, telling the model how to behave. */
    SYSTEM,
    /** The person or program that asks. */
    USER,
    /** The model. */
    ASSISTANT,
    /** A tool, answering a call of the model. */
    TOOL
}
