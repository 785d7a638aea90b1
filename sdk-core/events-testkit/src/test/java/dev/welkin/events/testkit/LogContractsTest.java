package dev.welkin.events.testkit;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contracts on the embedded log, with small segments so that they roll. */
class LogContractsTest {
    @TempDir
    Path folder;

    private EventsFixture log() {
        return new UrlFixture("log", "log:" + folder + "?segmentBytes=100000");
    }

    @Nested
    class RoundTrip extends RoundTripContract {
        @Override
        protected EventsFixture newFixture() {
            return log();
        }
    }

    @Nested
    class Lease extends LeaseContract {
        @Override
        protected EventsFixture newFixture() {
            return log();
        }
    }

    @Nested
    class DeadLetter extends DeadLetterContract {
        @Override
        protected EventsFixture newFixture() {
            return log();
        }
    }

    @Nested
    class KeyOrder extends KeyOrderContract {
        @Override
        protected EventsFixture newFixture() {
            return log();
        }
    }

    @Nested
    class BackPressure extends BackPressureContract {
        @Override
        protected EventsFixture newFixture() {
            return log();
        }
    }

    @Nested
    class Retry extends RetryContract {
        @Override
        protected EventsFixture newFixture() {
            return log();
        }
    }

    @Nested
    class Groups extends GroupsContract {
        @Override
        protected EventsFixture newFixture() {
            return log();
        }
    }

    @Nested
    class Lifecycle extends LifecycleContract {
        @Override
        protected EventsFixture newFixture() {
            return log();
        }
    }

    @Nested
    class Redrive extends RedriveContract {
        @Override
        protected EventsFixture newFixture() {
            return log();
        }
    }

    @Nested
    class Dedupe extends DedupeContract {
        @Override
        protected EventsFixture newFixture() {
            return log();
        }
    }

    @Nested
    class Observation extends ObservationContract {
        @Override
        protected EventsFixture newFixture() {
            return log();
        }
    }

    @Nested
    class Durable extends DurableContract {
        @Override
        protected EventsFixture newFixture() {
            return log();
        }
    }
}
