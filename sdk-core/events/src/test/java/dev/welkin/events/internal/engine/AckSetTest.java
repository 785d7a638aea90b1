package dev.welkin.events.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The low-water mark and the bitmap say what a plain set says. */
class AckSetTest {
    @Property
    void itKnowsWhatWasAcknowledged(@ForAll @Size(max = 200) List<@IntRange(max = 300) Integer> offsets) {
        AckSet acks = new AckSet(10);
        TreeSet<Long> plain = new TreeSet<>();
        for (int offset : offsets) {
            acks.add(offset);
            plain.add((long) offset);
        }
        assertSame(acks, plain);
        assertSame(AckSet.restore(acks.low(), acks.above(), 1000), plain);
    }

    @Test
    void itForgetsWhatIsBehindTheEndOfTheTopic() {
        AckSet acks = new AckSet(0);
        acks.add(0);
        acks.add(5);
        acks.add(9);
        AckSet cut = AckSet.restore(acks.low(), acks.above(), 6);
        assertThat(cut.contains(5)).isTrue();
        assertThat(cut.contains(9)).isFalse();
        assertThat(AckSet.restore(20, acks.above(), 6).low()).isEqualTo(6);
    }

    @Test
    void aLongRunOfAcknowledgementsNeedsNoSpace() {
        AckSet acks = new AckSet(0);
        for (long offset = 1; offset < 300_000; offset++) {
            acks.add(offset);
        }
        assertThat(acks.low()).isZero();
        acks.add(0);
        assertThat(acks.low()).isEqualTo(300_000);
        assertThat(acks.above().size()).isLessThan(1 << 17);
    }

    private static void assertSame(AckSet acks, NavigableSet<Long> plain) {
        for (long offset = 0; offset < 400; offset++) {
            assertThat(acks.contains(offset)).as("%d", offset).isEqualTo(offset < 10 || plain.contains(offset));
        }
        assertThat(acks.contains(acks.low())).isFalse();
        assertThat(acks.countAbove()).isEqualTo(plain.tailSet(acks.low()).size());
    }
}
