package dev.welkin.storage.gcs;

import dev.welkin.testkit.FaultReply;

/** What the fake answers instead of doing what was asked. */
final class FakeFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String reason;

    FakeFailure(int status, String reason, String message) {
        super(message);
        this.status = status;
        this.reason = reason;
    }

    static FakeFailure invalid(String message) {
        return new FakeFailure(400, "invalid", message);
    }

    static FakeFailure broken() {
        return new FakeFailure(
                412, "conditionNotMet", "At least one of the pre-conditions you specified did not hold.");
    }

    int status() {
        return status;
    }

    /** The error document of the JSON API. */
    FaultReply reply() {
        if (status == 304) {
            return FaultReply.of(304);
        }
        return FaultReply.of(status)
                .header("Content-Type", "application/json; charset=UTF-8")
                .body(FakeJson.object()
                        .set(
                                "error",
                                FakeJson.object()
                                        .put("code", status)
                                        .put("message", getMessage())
                                        .set(
                                                "errors",
                                                FakeJson.object()
                                                        .arrayNode()
                                                        .add(FakeJson.object()
                                                                .put("domain", "global")
                                                                .put("reason", reason)
                                                                .put("message", getMessage()))))
                        .toString());
    }
}
