package dev.welkin.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {
    private static final DateTimeFormatter IMF_FIXDATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    @Property
    void whatAServerWritesIsRead(@ForAll @LongRange(min = 0, max = 253_402_300_799L) long second) {
        Instant time = Instant.ofEpochSecond(second);
        assertThat(HttpDate.parse(IMF_FIXDATE.format(time))).contains(time);
    }

    @Property
    void anyTextIsADateOrNone(@ForAll String text) {
        assertThat(HttpDate.parse(text)).isNotNull();
        assertThat(HttpDate.parse("Sun, 06 Nov 1994 08:49:37 GMT".substring(0, 17) + text))
                .isNotNull();
    }

    @Test
    void otherWaysToWriteItAreReadToo() {
        Instant time = Instant.parse("1994-11-06T08:49:37Z");
        assertThat(HttpDate.parse(" Sun, 6 Nov 1994 08:49:37 GMT ")).contains(time);
        assertThat(HttpDate.parse("Sun, 06 Nov 1994 09:49:37 +0100")).contains(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "Sun, 06 Nov 1994 25:49:37 GMT",
                "Sun, 31 Feb 1994 08:49:37 GMT",
                "Sun, 06 anF 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 08-49-37 GMT",
                "Sun, 0x Nov 1994 08:49:37 GMT"
            })
    void whatIsNoDateIsNone(String text) {
        assertThat(HttpDate.parse(text)).isEmpty();
    }
}
