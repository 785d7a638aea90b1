/** What a chat asks and what comes back: requests, replies, streams and their events. */
@NullMarked
package dev.welkin.ai.chat;

import org.jspecify.annotations.NullMarked;
