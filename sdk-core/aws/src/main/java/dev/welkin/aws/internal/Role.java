package dev.welkin.aws.internal;

import org.jspecify.annotations.Nullable;

/**
 * A role to assume.
 *
 * @param arn for example {@code arn:aws:iam::123456789012:role/reader}
 * @param sessionName who assumes it, for the audit log; null for {@code welkin-<time>}
 * @param externalId what the role's owner asks for, or null
 * @param durationSeconds how long the session lasts, or null for the service's default of an hour
 */
record Role(
        String arn,
        @Nullable String sessionName,
        @Nullable String externalId,
        @Nullable String durationSeconds) {
    static Role of(Profile profile) {
        return new Role(
                profile.require("role_arn"),
                profile.text("role_session_name").orElse(null),
                profile.text("external_id").orElse(null),
                profile.text("duration_seconds").orElse(null));
    }
}
