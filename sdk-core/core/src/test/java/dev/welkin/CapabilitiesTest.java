package dev.welkin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import org.junit.jupiter.api.Test;

class CapabilitiesTest {
    private enum Can implements Feature {
        FLY,
        SWIM;

        @Override
        public String alternative() {
            return "walk, or take a boat";
        }
    }

    private final Capabilities duck = Capabilities.of("duck", Can.values()).limit("maxBytes", 7);

    @Test
    void whatIsThereIsGranted() {
        duck.require(Can.FLY);
        assertThat(duck.has(Can.SWIM)).isTrue();
        assertThat(duck.limit("maxBytes")).hasValue(7);
        assertThat(duck.limit("maxParts")).isEmpty();
    }

    @Test
    void whatIsLackingNamesBackendFeatureAndAlternative() {
        assertThatThrownBy(() -> duck.without(Can.FLY).require(Can.FLY))
                .asInstanceOf(type(CloudException.class))
                .returns(ErrorCode.UNSUPPORTED, CloudException::code)
                .returns("no_fly", CloudException::reason)
                .extracting(Throwable::getMessage)
                .asString()
                .contains("'duck'", "FLY", "take a boat");
    }

    @Test
    void variantsLeaveTheOriginalAlone() {
        assertThat(duck.without(Can.FLY).limit("maxBytes")).hasValue(7);
        assertThat(duck.has(Can.FLY)).isTrue();
    }
}
