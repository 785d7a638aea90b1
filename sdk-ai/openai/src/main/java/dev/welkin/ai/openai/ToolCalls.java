package dev.welkin.ai.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.chat.ToolCall;

/** Tool calls as they are put together, whole or from pieces. */
final class ToolCalls {
    private ToolCalls() {}

    /** Empty arguments are an empty object; anything else must be one, or the call is no call. */
    static ToolCall complete(String id, String name, String arguments) {
        String given = arguments.isBlank() ? "{}" : arguments;
        if (!isObject(given)) {
            throw CloudException.builder(
                            ErrorCode.CORRUPTED, "openai asked for a tool with arguments that are not JSON")
                    .provider("openai")
                    .build();
        }
        return new ToolCall(id, name, given);
    }

    private static boolean isObject(String json) {
        try {
            return Json.MAPPER.readTree(json).isObject();
        } catch (JsonProcessingException e) {
            return false; // without its message: it quotes the text
        }
    }
}
