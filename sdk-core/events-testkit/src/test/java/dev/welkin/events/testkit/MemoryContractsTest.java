package dev.welkin.events.testkit;

import org.junit.jupiter.api.Nested;

/** The contracts on memory. */
class MemoryContractsTest {
    @Nested
    class RoundTrip extends RoundTripContract {
        @Override
        protected String url() {
            return "memory:";
        }
    }

    @Nested
    class Lease extends LeaseContract {
        @Override
        protected String url() {
            return "memory:";
        }
    }

    @Nested
    class DeadLetter extends DeadLetterContract {
        @Override
        protected String url() {
            return "memory:";
        }
    }

    @Nested
    class KeyOrder extends KeyOrderContract {
        @Override
        protected String url() {
            return "memory:";
        }
    }

    @Nested
    class BackPressure extends BackPressureContract {
        @Override
        protected String url() {
            return "memory:";
        }
    }

    @Nested
    class Retry extends RetryContract {
        @Override
        protected String url() {
            return "memory:";
        }
    }

    @Nested
    class Groups extends GroupsContract {
        @Override
        protected String url() {
            return "memory:";
        }
    }

    @Nested
    class Lifecycle extends LifecycleContract {
        @Override
        protected String url() {
            return "memory:";
        }
    }

    @Nested
    class Redrive extends RedriveContract {
        @Override
        protected String url() {
            return "memory:";
        }
    }

    @Nested
    class Dedupe extends DedupeContract {
        @Override
        protected String url() {
            return "memory:";
        }
    }

    @Nested
    class Observation extends ObservationContract {
        @Override
        protected String url() {
            return "memory:";
        }
    }
}
