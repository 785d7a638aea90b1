package dev.welkin.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {
    private static final String CANARY = "canary-7f3a";

    @TempDir
    Path temp;

    @Test
    void aUrlIsATarget() {
        Target photos = one("storage: { photos: \"s3://photos?region=eu-west-1&pathStyle\" }", "storage", "photos");
        assertThat(photos.scheme()).isEqualTo("s3");
        assertThat(photos.location()).isEqualTo("photos");
        assertThat(photos.text("region")).contains("eu-west-1");
        assertThat(photos.flag("pathStyle", false)).isTrue();
        assertThat(photos.origin()).isEqualTo("welkin.yaml line 1");
    }

    @Test
    void aMapHasTheSameFieldsAndTypes() {
        Target target = one("""
                ai:
                  default:
                    url: openai:gpt-4.1-mini
                    timeout: 90s
                    tags: [eu, fast]
                    limits: { tokensPerMinute: 1000, share: 0.5 }
                    apiKey: plain
                """, "ai", "default");
        assertThat(target.location()).isEqualTo("gpt-4.1-mini");
        assertThat(target.duration("timeout", Duration.ZERO)).isEqualTo(Duration.ofSeconds(90));
        assertThat(target.texts("tags")).containsExactly("eu", "fast");
        assertThat(target.text("tags")).contains("eu,fast");
        assertThat(target.typed().section("limits").number("tokensPerMinute", 0))
                .isEqualTo(1000);
        assertThat(target.typed().section("limits").decimal("share", 0)).isEqualTo(0.5);
        assertThat(target.secret("apiKey")).contains(Secret.of("plain"));
        assertThat(target.toString()).contains("apiKey=***").doesNotContain("plain");
    }

    @Test
    void aListIsTriedInOrder() {
        Config config = yaml("compute: { default: [ local, \"docker:unix:///var/run/docker.sock\" ] }");
        assertThat(config.targets("compute", "default"))
                .extracting(Target::scheme, Target::location)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("local", ""),
                        org.assertj.core.groups.Tuple.tuple("docker", "unix:///var/run/docker.sock"));
    }

    @Test
    void aiHasAFallbackForm() {
        Config config = yaml("ai: { default: { fallback: [ \"openai:gpt\", { url: \"local:triage@prod\" } ] } }");
        assertThat(config.targets("ai", "default")).extracting(Target::location).containsExactly("gpt", "triage@prod");
    }

    @Test
    void relativePathsStartAtTheFilesFolder() {
        assertThat(one("storage: { default: \"file:./data\" }", "storage", "default")
                        .path())
                .isEqualTo(temp.toAbsolutePath().normalize().resolve("data"));
    }

    @Test
    void anEmptyFileIsAConfigurationWithoutNames() {
        errorOf(() -> yaml("# nothing\n").targets("storage", "photos")).contains("no storage.photos", "nothing");
        errorOf(() -> yaml("storage:\n").targets("storage", "photos")).contains("no storage.photos");
    }

    @Test
    void anUnconfiguredNameListsTheConfiguredOnesAndTheNearest() {
        Config config = yaml("storage: { photos: \"memory:\", default: \"memory:\" }");
        errorOf(() -> config.targets("storage", "fotos"))
                .contains("storage.fotos", "did you mean 'photos'", "default, photos", "welkin.yaml");
        errorOf(() -> config.targets("events", "default")).contains("events.default", "nothing");
    }

    @Test
    void anUnknownTopKeyNamesItsLineAndTheNearest() {
        errorOf(() -> yaml("accounts: {}\nstorrage: {}\n"))
                .contains("welkin.yaml line 2", "'storrage'", "did you mean 'storage'");
    }

    @Test
    void variablesAndFilesArePutInOnce() throws IOException {
        Files.writeString(temp.resolve("key.txt"), CANARY + "\n");
        Target target = one("""
                storage:
                  photos:
                    url: s3://photos
                    secretKey: ${file:key.txt}
                    region: ${REGION}-1
                    sessionToken: ${NESTED}
                    literal: $${REGION}
                """, "storage", "photos");
        assertThat(target.secret("secretKey")).contains(Secret.of(CANARY));
        assertThat(target.text("region")).contains("eu-1");
        assertThat(target.text("sessionToken")).contains("${REGION}");
        assertThat(target.text("literal")).contains("${REGION}");
        assertThat(target.options().get("secretKey")).isInstanceOf(Secret.class);
        assertThat(target.toString()).doesNotContain(CANARY);
    }

    @Test
    void aUrlMayComeFromTheEnvironmentAsAWhole() {
        Target target = one("storage: { photos: \"${URL}\" }", "storage", "photos");
        assertThat(target.scheme()).isEqualTo("s3");
        assertThat(target.location()).isEqualTo("from-env");
        assertThat(target.text("region")).contains("eu");
        assertThat(target.toString()).isEqualTo("s3:${URL} {region=***}");
    }

    @Test
    void aVariableInAUrlCannotAddOptions() {
        Target target = one("storage: { photos: \"s3://b?region=${INJECT}\" }", "storage", "photos");
        assertThat(target.options()).containsOnlyKeys("region");
        assertThat(target.text("region")).contains("eu&secretKey=x");
    }

    @Test
    void aMissingVariableIsNamed() {
        errorOf(() -> yaml("storage:\n  photos:\n    url: s3://b\n    secretKey: ${NO_SUCH}\n"))
                .contains("welkin.yaml line 4", "storage.photos.secretKey", "NO_SUCH", "not set");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> yaml("storage: { p: { url: \"s3://b\", key: \"${file:gone.txt}\" } }"))
                .asInstanceOf(type(CloudException.class))
                .returns(ErrorCode.NOT_FOUND, CloudException::code)
                .extracting(Throwable::getMessage)
                .asString()
                .contains("storage.p.key", "gone.txt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://b?secretKey=canary-7f3a",
                "s3://b?region=eu&token=canary-7f3a",
                "openai:gpt?apiKey=canary-7f3a",
                "openai:gpt?api_key=canary-7f3a",
                "azure://b?sig=canary-7f3a",
                "nats://user:canary-7f3a@host:4222",
                "s3://b?endpoint=https://user:canary-7f3a@host",
                "s3://b?password=${SECRET}"
            })
    void aSecretInAUrlIsRefusedWithAdvice(String url) {
        errorOf(() -> yaml("storage: { p: \"" + url + "\" }"))
                .contains("welkin.yaml line 1", "storage.p", "${ENV}", "accounts")
                .doesNotContain(CANARY);
        assertThatThrownBy(() -> Target.parse("storage", "p", url, temp, "here"))
                .isInstanceOf(CloudException.class)
                .hasMessageNotContaining(CANARY);
    }

    @Test
    void aPasswordInAUrlBesideOtherFieldsIsRefusedToo() {
        errorOf(() -> yaml("storage: { p: { url: \"s3://b\", endpoint: \"https://u:canary-7f3a@host\" } }"))
                .contains("storage.p.endpoint", "password")
                .doesNotContain(CANARY);
    }

    @Test
    void anAccountIsFoundAndAnUnknownOneIsAnError() {
        Config config =
                yaml("accounts: { prod: { provider: aws, profile: prod } }\nstorage: { p: \"s3://b?account=prod\" }");
        assertThat(config.accounts().get("prod"))
                .isNotNull()
                .returns("aws", a -> a.provider())
                .returns("prod", a -> a.options().text("profile").orElse(""));
        errorOf(() -> yaml("accounts: { prod: { provider: aws } }\nstorage: { p: \"s3://b?account=prd\" }"))
                .contains("line 2", "'account'", "did you mean 'prod'");
        errorOf(() -> yaml("accounts: { prod: { profile: prod } }")).contains("accounts.prod", "'provider'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "storage: !!map {}                        | tag",
                "storage: { a: !canary-7f3a memory }      | tag",
                "a: &canary-7f3a [ *canary-7f3a ]         | alias",
                "storage: { a: 'memory:', a: 'memory:' }  | second time",
                "- storage                                | must be a map",
                "canary-7f3a                              | must be a map",
                "storage: canary-7f3a                     | map of names",
                "storage: { p: 7f3a }                     | scheme:location",
                "storage: { p: 'Canary-7f3a' }            | scheme:location",
                "storage: { p: }                          | URL such as",
                "storage: { p: [] }                       | empty list",
                "storage: { p: { region: eu } }           | 'url:'",
                "storage: { p: { url: 'm:', x: } }        | no value",
                "storage: { p: { url: 'm:?x=1', x: 2 } }  | both in its URL",
                "storage: { p: 'm:?x=1&x=2' }             | twice",
                "storage: { p: 'm:?x=%zz' }               | %-escape",
                "storage: { p: 'm:${' }                   | names nothing",
                "storage: { p: 'm:${}' }                  | names nothing",
                "storage: { p: '${SECRET}' }              | scheme:location",
                "ai: { d: { fallback: [a], x: 1 } }       | nothing but 'fallback'",
                "storage: { p: 'canary-7f3a               | not YAML",
                "storage: { p: @canary-7f3a }             | not YAML",
                "\"storage\": [1, 2                       | not YAML",
                "{ {a: b}: c }                            | key",
                "{ 's3://b?secretKey=canary-7f3a': c }    | no plain name",
                "storage: { 'canary-7f3a!': 'memory:' }   | other characters",
            })
    void brokenInputNamesTheLineAndNeverTheValue(String yaml, String expected) {
        errorOf(() -> yaml(yaml)).contains("welkin.yaml", expected).doesNotContain(CANARY);
    }

    @Test
    void twoDocumentsAreRefused() {
        errorOf(() -> yaml("storage: {}\n---\nstorage: {}\n")).contains("line 2", "second document");
    }

    @Test
    void fiftyAliasesPassAndOneMoreDoesNot() {
        String base = "storage:\n  a: &a \"memory:\"\n";
        assertThat(yaml(base + aliases(50)).targets("storage")).hasSize(51);
        errorOf(() -> yaml(base + aliases(51))).contains("line 53", "alias number 51");
    }

    @Test
    void aliasesCannotBlowUp() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i <= 9; i++) {
            String item = "*a" + (i - 1);
            bomb.append("a" + i + ": &a" + i + " [" + String.join(",", List.of(item, item, item, item, item)) + "]\n");
        }
        errorOf(() -> yaml(bomb.toString())).contains("more than 100000 values");
    }

    @Test
    void fiftyLevelsPassAndOneMoreDoesNot() {
        // the root, storage, p and then the options
        assertThat(yaml(nested(46)).targets("storage")).hasSize(1);
        errorOf(() -> yaml(nested(48))).contains("50 levels");
        errorOf(() -> yaml("storage: " + "[".repeat(5_000) + "]".repeat(5_000))).contains("50 levels");
    }

    @Test
    void aFileOverOneMebibyteIsRefused() {
        errorOf(() -> yaml("#" + "x".repeat(1 << 20))).contains("1 MiB");
        assertThat(yaml("#" + "x".repeat((1 << 20) - 1)).targets("storage")).isEmpty();
    }

    @Test
    void aFileThatIsNotUtf8IsRefused() throws IOException {
        Files.write(temp.resolve("welkin.yaml"), new byte[] {'a', ':', (byte) 0xff});
        errorOf(() -> Config.read(temp.resolve("welkin.yaml"), Map.of())).contains("not UTF-8");
    }

    @Test
    void aByteOrderMarkIsSkipped() {
        assertThat(yaml("\ufeffstorage: { p: \"memory:\" }").targets("storage")).hasSize(1);
    }

    @Test
    void jsonIsYaml() {
        assertThat(one("{\"storage\": {\"p\": {\"url\": \"memory:\", \"n\": 7}}}", "storage", "p")
                        .number("n", 0))
                .isEqualTo(7);
    }

    @Test
    void wrongTypesNameTheOptionAndNeverTheValue() {
        Target target =
                one("storage: { p: { url: \"m:\", a: canary-7f3a, m: { x: 1 }, l: [ [ 1 ] ] } }", "storage", "p");
        errorOf(() -> target.number("a", 0))
                .contains("'a'", "whole number", "line 1")
                .doesNotContain(CANARY);
        errorOf(() -> target.flag("a", false)).contains("true or false").doesNotContain(CANARY);
        errorOf(() -> target.duration("a", Duration.ZERO)).contains("30s").doesNotContain(CANARY);
        errorOf(() -> target.typed().decimal("a", 0)).contains("0.5").doesNotContain(CANARY);
        errorOf(() -> target.text("m")).contains("single value");
        errorOf(() -> target.texts("l")).contains("single value");
        errorOf(() -> target.typed().section("a")).contains("map of options");
    }

    @Test
    void anUnknownOptionNamesTheNearest() {
        Target target = one("storage: { p: \"s3://b?regoin=eu\" }", "storage", "p");
        errorOf(() -> target.onlyOptions(java.util.Set.of("region", "endpoint")))
                .contains("'regoin'", "'s3'", "did you mean 'region'");
    }

    @Test
    void aMapOfTheProgramFollowsTheSameRules() {
        assertThat(Config.of(Map.of("storage", Map.of("p", "memory:")), temp, Map.of())
                        .targets("storage", "p"))
                .hasSize(1);
        errorOf(() -> Config.of(Map.of("storrage", Map.of()), temp, Map.of())).contains("did you mean 'storage'");
        errorOf(() -> Config.of(Map.of("storage", deep(60)), temp, Map.of())).contains("50 levels");
        errorOf(() -> Config.of(Map.of("storage", Map.of(1, "x")), temp, Map.of()))
                .contains("not a text");
    }

    @Test
    void aSecretOfTheProgramStaysOne() {
        Target target = Config.of(
                        Map.of("storage", Map.of("p", Map.of("url", "s3://b", "key", Secret.of("${NOT_RESOLVED}")))),
                        temp,
                        Map.of())
                .targets("storage", "p")
                .get(0);
        assertThat(target.secret("key")).contains(Secret.of("${NOT_RESOLVED}"));
    }

    private static Object deep(int levels) {
        return levels == 0 ? "x" : Map.of("k", deep(levels - 1));
    }

    private static String nested(int levels) {
        return "storage: { p: { url: \"m:\", x: " + "{ k: ".repeat(levels) + "v" + " }".repeat(levels) + " } }";
    }

    private static String aliases(int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append("  n").append(i).append(": *a\n");
        }
        return lines.toString();
    }

    private Target one(String yaml, String service, String name) {
        List<Target> targets = yaml(yaml).targets(service, name);
        assertThat(targets).hasSize(1);
        return targets.get(0);
    }

    private Config yaml(String text) {
        try {
            Path file = Files.write(temp.resolve("welkin.yaml"), text.getBytes(StandardCharsets.UTF_8));
            return Config.read(
                    file,
                    Map.of(
                            "REGION", "eu",
                            "NESTED", "${REGION}",
                            "SECRET", CANARY,
                            "INJECT", "eu&secretKey=x",
                            "URL", "s3://from-env?region=eu"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static AbstractStringAssert<?> errorOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return assertThatThrownBy(call)
                .asInstanceOf(type(CloudException.class))
                .returns(ErrorCode.INVALID_ARGUMENT, CloudException::code)
                .satisfies(e -> assertThat(e.getCause()).isNull())
                .extracting(Throwable::getMessage)
                .asString();
    }
}
