package dev.welkin.ai.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Networks and what is written of them. */
class NetworkTest {
    @Test
    void networkReadsBackFromItsManifest() {
        Network network = ((ImageArchitecture) ImageClassifier.smallCnn(16, 24)).network(5);
        assertThat(Network.fromManifest(network.toManifest())).isEqualTo(network);
        assertThat(network.toManifest())
                .containsEntry("input", "3 24 16")
                .containsEntry(
                        "layers",
                        "conv 32, norm, relu, pool, conv 64, norm, relu, pool, conv 128, norm, relu, pool, dense 128,"
                                + " relu, dense 5");
        assertThat(network.outputs()).isEqualTo(5);
        assertThat(network.inputSize()).isEqualTo(3 * 24 * 16);
    }

    @Test
    void parametersFollowTheShapeThroughTheLayers() {
        Network network = Network.fromManifest(Map.of("input", "3 8 8", "layers", "conv 4, norm, relu, pool, dense 2"));
        assertThat(network.parameters())
                .extracting(p -> p.name() + p.shape())
                .containsExactly(
                        "layers.0.weight[4, 3, 3, 3]",
                        "layers.0.bias[4]",
                        "layers.1.weight[4]",
                        "layers.1.bias[4]",
                        "layers.1.running_mean[4]",
                        "layers.1.running_var[4]",
                        "layers.4.weight[2, 64]",
                        "layers.4.bias[2]");
        assertThat(network.parameters()).filteredOn(p -> !p.learned()).hasSize(2);
    }

    @Test
    void manifestsThatCanBeNoNetworkAreCorrupted() {
        Map<String, String> bad = Map.of(
                "3 8 8", "conv 4, relu",
                "3 8", "dense 2",
                "-1", "dense 2",
                "3 4 4", "pool, pool, pool, dense 2",
                "7", "conv 3, dense 2",
                "3 65536 65536", "dense 65536",
                "", "dense 2",
                "3 9 9", "exec 4, dense 2",
                "3 7 7", "dense 99999");
        bad.forEach((input, layers) -> assertThatThrownBy(
                        () -> Network.fromManifest(Map.of("input", input, "layers", layers)))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPTED)));
    }

    @Test
    void imagesTooSmallToBeHalvedAreRefused() {
        assertThatThrownBy(() -> ImageClassifier.smallCnn(4, 32))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
                .hasMessageContaining("make them larger");
        assertThat(new ImageArchitecture(2, 2, List.of()).network(2).parameters())
                .hasSize(2);
    }
}
