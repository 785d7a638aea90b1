package dev.welkin.ai.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.ai.Ai;
import dev.welkin.config.Target;
import dev.welkin.testkit.FaultReply;
import dev.welkin.testkit.FaultServer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The key of the environment goes to the provider and to this machine, and nowhere else. */
class EnvironmentKeyTest {
    private static final String KEY = "sk-of-the-environment";

    @Test
    void loopbackGetsTheKeyOfTheCloudsEnvironment() {
        try (FaultServer server = FaultServer.start();
                Cloud cloud = cloud(server.uri("/v1").toString())) {
            server.enqueue(FaultReply.ok("{\"choices\":[{\"message\":{\"content\":\"hi\"}}]}"));

            assertThat(Ai.open(cloud).chat("hello").text()).isEqualTo("hi");
            assertThat(server.requests().get(0).header("Authorization")).contains("Bearer " + KEY);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.openai.com/v1",
                "https://api.openai.com/v1/",
                "https://API.OpenAI.com/v1",
                "https://eu.api.openai.com/v1"
            })
    void theProvidersOwnHostsGetIt(String endpoint) {
        try (Cloud cloud = cloud(endpoint)) {
            assertThat(endpoint(cloud).key()).isEqualTo(Secret.of(KEY));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://collector.example/v1",
                "https://api.openai.com.collector.example/v1",
                "https://myapi.openai.com/v1",
                "http://api.openai.com/v1",
                "https://collector.example/api.openai.com/v1",
                "https://127.0.0.1.collector.example/v1"
            })
    void nobodyElseGetsIt(String endpoint) {
        try (Cloud cloud = cloud(endpoint)) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> Ai.open(cloud))
                    .returns(ErrorCode.UNAUTHENTICATED, CloudException::code)
                    .withMessageContaining("apiKey")
                    .withMessageNotContaining(KEY);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "collector.example",
                "https://canary@api.openai.com/v1",
                "https://collector.example?api.openai.com"
            })
    void whatIsNoAddressIsRefused(String endpoint) {
        try (Cloud cloud = cloud(endpoint)) {
            assertThatExceptionOfType(CloudException.class)
                    .isThrownBy(() -> Ai.open(cloud))
                    .returns(ErrorCode.INVALID_ARGUMENT, CloudException::code)
                    .withMessageContaining("ai.default: option 'endpoint' must be an http or https URL")
                    .withMessageContaining("https://api.openai.com/v1")
                    .withMessageNotContaining("canary");
        }
    }

    private static Endpoint endpoint(Cloud cloud) {
        Target target = cloud.context().targets("ai", "default").get(0);
        return Endpoint.of(target, cloud.context());
    }

    private static Cloud cloud(String endpoint) {
        return Cloud.builder()
                .environment(Map.of("OPENAI_API_KEY", KEY))
                .config(Map.of("ai", Map.of("default", Map.of("url", "openai:gpt-test", "endpoint", endpoint))))
                .open();
    }
}
