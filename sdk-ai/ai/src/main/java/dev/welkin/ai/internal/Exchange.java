package dev.welkin.ai.internal;

import dev.welkin.ai.chat.ChatReply;

/** What is done with an attempt's answer; it closes the answer unless it hands it on. */
interface Exchange<T> {
    T run(RunningChat chat, int attempts);

    static ChatReply reply(RunningChat chat, int attempts) {
        try (chat) {
            return chat.reply(attempts);
        }
    }
}
