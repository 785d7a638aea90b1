package dev.welkin.ai.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.batch.BatchFailure;
import dev.welkin.ai.batch.spi.BatchItem;
import dev.welkin.ai.batch.spi.BatchOutcome;
import dev.welkin.storage.VersionToken;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class WireTest {
    @Property(tries = 200)
    void itemsComeBackAsTheyWere(@ForAll List<@NotEmpty String> texts, @ForAll long sizeBytes) {
        List<BatchItem> items = texts.stream()
                .map(text -> new BatchItem(text, new VersionToken(text), sizeBytes))
                .toList();

        assertThat(Wire.items(Wire.items(items))).isEqualTo(items);
    }

    @Property(tries = 200)
    void outcomesComeBackAsTheyWere(
            @ForAll ErrorCode code, @ForAll @StringLength(max = 500) String text, @ForAll int attempts) {
        List<BatchOutcome> outcomes = List.of(
                new BatchOutcome.Done(text),
                new BatchOutcome.Kept(text),
                new BatchOutcome.Failed(new BatchFailure(text, code, text, text, attempts)));

        assertThat(Wire.outcomes(Wire.outcomes(outcomes))).isEqualTo(outcomes);
    }

    @Test
    void haltComesBackWithCodeReasonAndMessage() {
        CloudException failure = CloudException.builder(ErrorCode.PERMISSION_DENIED, "no right to read models")
                .reason("model")
                .build();

        List<BatchOutcome> back = Wire.outcomes(Wire.outcomes(List.of(new BatchOutcome.Halted(failure))));

        assertThat(back).singleElement().isInstanceOfSatisfying(BatchOutcome.Halted.class, halted -> {
            assertThat(halted.failure().code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
            assertThat(halted.failure().reason()).isEqualTo("model");
            assertThat(halted.failure()).hasMessage("no right to read models");
        });
    }

    @Test
    void cutBytesAreCorrupted() {
        byte[] bytes = Wire.outcomes(List.of(new BatchOutcome.Done("in/a.txt")));

        CloudException error = catchThrowableOfType(
                CloudException.class, () -> Wire.outcomes(java.util.Arrays.copyOf(bytes, bytes.length - 1)));

        assertThat(error.code()).isEqualTo(ErrorCode.CORRUPTED);
    }
}
