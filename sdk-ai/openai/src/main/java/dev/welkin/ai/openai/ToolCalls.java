package dev.welkin.ai.openai;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.chat.ToolCall;
import dev.welkin.spi.Json;
import java.nio.charset.StandardCharsets;

/** Tool calls as they are put together, whole or from pieces. */
final class ToolCalls {
    private ToolCalls() {}

    /** Empty arguments are an empty object; anything else must be one, or the call is no call. */
    static ToolCall complete(String id, String name, String arguments) {
        String given = arguments.isBlank() ? "{}" : arguments;
        if (!Json.read(given.getBytes(StandardCharsets.UTF_8)).isObject()) {
            throw CloudException.builder(
                            ErrorCode.CORRUPTED, "openai asked for a tool with arguments that are no JSON object")
                    .provider("openai")
                    .build();
        }
        return new ToolCall(id, name, given);
    }
}
