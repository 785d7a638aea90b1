package dev.welkin.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListedTimeTest {
    @Property
    void readsWhatTheJdkReadsToTheSecond(@ForAll @LongRange(min = 0, max = 253_402_300_799_999L) long millis) {
        Instant time = Instant.ofEpochMilli(millis);
        assertThat(ListedTime.parse(time.toString())).isEqualTo(time.truncatedTo(ChronoUnit.SECONDS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2025-02-30T00:00:00Z",
                "2025-13-01T00:00:00.000Z",
                "2025-01-01 00:00:00Z",
                "2025-01-01T00:00:00",
                "+025-01-01T00:00:00Z",
                "2025-01-01T00:00:00.0x0Z",
                "yesterday"
            })
    void refusesWhatIsNoTime(String text) {
        assertThat(catchThrowable(() -> ListedTime.parse(text))).isInstanceOf(java.time.DateTimeException.class);
    }
}
