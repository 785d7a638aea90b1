package dev.welkin.ai.chat;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;

/**
 * A tool that the model may ask for. Whether and how it runs is up to the program. Immutable.
 *
 * @param name 1 to 64 letters, digits, {@code _} or {@code -}
 * @param description what it does, for the model
 * @param parameters the JSON schema of its arguments, a JSON object
 */
public record ToolSpec(String name, String description, String parameters) {
    /** Checks name and schema; INVALID_ARGUMENT says what is wrong. */
    public ToolSpec {
        if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "A tool's name has 1 to 64 letters, digits, '_' or '-'; this one has other characters or length");
        }
        parameters = JsonText.object("the parameters of tool " + name, parameters);
    }
}
