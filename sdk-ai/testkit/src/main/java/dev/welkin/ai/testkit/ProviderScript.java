package dev.welkin.ai.testkit;

/** What the provider behind a backend does, told in the kit's words and played in the provider's own. */
public interface ProviderScript {
    /**
     * Appends to the script.
     *
     * @param answers the answers of the next requests, in order; each is given once
     */
    void enqueue(ProviderAnswer... answers);

    /**
     * Answers every request once the script is used up.
     *
     * @param answer the answer
     */
    void always(ProviderAnswer answer);

    /**
     * Returns how often the provider was asked.
     *
     * @return the count of requests so far
     */
    int requests();
}
