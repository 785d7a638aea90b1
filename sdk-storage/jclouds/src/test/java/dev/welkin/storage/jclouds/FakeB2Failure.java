package dev.welkin.storage.jclouds;

import dev.welkin.testkit.FaultReply;

/** An error as B2 writes it. */
final class FakeB2Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    FakeB2Failure(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    FaultReply reply() {
        return FaultReply.of(status)
                .header("Content-Type", "application/json;charset=UTF-8")
                .body(FakeJson.object()
                        .put("status", status)
                        .put("code", code)
                        .put("message", getMessage())
                        .toString());
    }
}
