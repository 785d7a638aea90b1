package dev.welkin.ai.chat;

import dev.welkin.Feature;

/** What a chat backend may or may not be able to do. */
public enum ChatFeature implements Feature {
    /** Gives the answer piece by piece as it is made. */
    STREAMING("use chat(..), or a target with STREAMING"),
    /** Lets the model ask for tools. */
    TOOLS("leave the tools out, or use a target with TOOLS such as openai"),
    /** Takes provider fields and headers that Welkin does not know. */
    EXTRAS("leave out extra(..) and header(..), or use a target with EXTRAS such as openai");

    private final String alternative;

    ChatFeature(String alternative) {
        this.alternative = alternative;
    }

    @Override
    public String alternative() {
        return alternative;
    }
}
