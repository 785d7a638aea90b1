package dev.welkin.ai.infer;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import org.junit.jupiter.api.Test;

class HalfTest {
    @Test
    void everyHalfComesBackAsItWas() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            short half = (short) bits;
            float value = Half.toFloat(half);
            if (Float.isNaN(value)) {
                assertThat(Half.toFloat(Half.fromFloat(value))).isNaN();
            } else {
                assertThat(Half.fromFloat(value)).as("%04x", bits).isEqualTo(half);
            }
        }
    }

    @Test
    void knownValuesAreThoseOfTheStandard() {
        assertThat(Half.toFloat((short) 0x3C00)).isEqualTo(1f);
        assertThat(Half.toFloat((short) 0xC000)).isEqualTo(-2f);
        assertThat(Half.toFloat((short) 0x7BFF)).isEqualTo(65504f);
        assertThat(Half.toFloat((short) 0x0400)).isEqualTo(0x1p-14f);
        assertThat(Half.toFloat((short) 0x0001)).isEqualTo(0x1p-24f);
        assertThat(Half.toFloat((short) 0x3555)).isEqualTo(1365f / 4096);
        assertThat(Half.toFloat((short) 0xFC00)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(Half.toFloat((short) 0x8000)).isEqualTo(-0f);
    }

    @Test
    void tiesGoToTheEvenNeighbour() {
        assertThat(Half.fromFloat(2049f)).isEqualTo(Half.fromFloat(2048f));
        assertThat(Half.fromFloat(2051f)).isEqualTo(Half.fromFloat(2052f));
        assertThat(Half.fromFloat(65519f)).isEqualTo((short) 0x7BFF);
        assertThat(Half.fromFloat(65520f)).isEqualTo((short) 0x7C00);
        assertThat(Half.fromFloat(0x1p-25f)).isEqualTo((short) 0);
        assertThat(Half.fromFloat(0x1.8p-24f)).isEqualTo((short) 2);
    }

    @Property
    void noOtherHalfIsNearer(@ForAll @FloatRange(min = -65504f, max = 65504f) float value) {
        short half = Half.fromFloat(value);
        float error = Math.abs(Half.toFloat(half) - value);
        for (int step = -1; step <= 1; step += 2) {
            float neighbour = Half.toFloat((short) (half + step));
            if (Float.isFinite(neighbour)) {
                assertThat(Math.abs(neighbour - value)).isGreaterThanOrEqualTo(error);
            }
        }
    }
}
