package dev.welkin.events.testkit;

import org.junit.jupiter.api.Nested;

/** The contracts on memory. */
class MemoryContractsTest {
    @Nested
    class RoundTrip extends RoundTripContract {
        @Override
        protected EventsFixture newFixture() {
            return new UrlFixture("memory", "memory:");
        }
    }

    @Nested
    class Lease extends LeaseContract {
        @Override
        protected EventsFixture newFixture() {
            return new UrlFixture("memory", "memory:");
        }
    }

    @Nested
    class DeadLetter extends DeadLetterContract {
        @Override
        protected EventsFixture newFixture() {
            return new UrlFixture("memory", "memory:");
        }
    }

    @Nested
    class KeyOrder extends KeyOrderContract {
        @Override
        protected EventsFixture newFixture() {
            return new UrlFixture("memory", "memory:");
        }
    }

    @Nested
    class BackPressure extends BackPressureContract {
        @Override
        protected EventsFixture newFixture() {
            return new UrlFixture("memory", "memory:");
        }
    }

    @Nested
    class Retry extends RetryContract {
        @Override
        protected EventsFixture newFixture() {
            return new UrlFixture("memory", "memory:");
        }
    }

    @Nested
    class Groups extends GroupsContract {
        @Override
        protected EventsFixture newFixture() {
            return new UrlFixture("memory", "memory:");
        }
    }

    @Nested
    class Lifecycle extends LifecycleContract {
        @Override
        protected EventsFixture newFixture() {
            return new UrlFixture("memory", "memory:");
        }
    }

    @Nested
    class Redrive extends RedriveContract {
        @Override
        protected EventsFixture newFixture() {
            return new UrlFixture("memory", "memory:");
        }
    }

    @Nested
    class Dedupe extends DedupeContract {
        @Override
        protected EventsFixture newFixture() {
            return new UrlFixture("memory", "memory:");
        }
    }

    @Nested
    class Observation extends ObservationContract {
        @Override
        protected EventsFixture newFixture() {
            return new UrlFixture("memory", "memory:");
        }
    }

    @Nested
    class Durable extends DurableContract {
        @Override
        protected EventsFixture newFixture() {
            return new UrlFixture("memory", "memory:");
        }
    }
}
