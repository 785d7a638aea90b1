package dev.welkin.compute.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EngineDefaultsTest {
    @Test
    void aStoppedProgramHasTwoSecondsToEndByItself() {
        assertThat(StopSwitch.GRACE).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aCancelFromAnotherJvmIsSeenWithinAQuarterOfASecond() {
        assertThat(CancelWatch.POLL_MILLIS).isEqualTo(250);
    }

    @Test
    void aRecordAbove8MibIsNotRead() {
        assertThat(RecordJson.MAX_BYTES).isEqualTo(8 << 20);
    }
}
