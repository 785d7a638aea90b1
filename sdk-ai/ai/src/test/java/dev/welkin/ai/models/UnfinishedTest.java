package dev.welkin.ai.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.ObjectInfo;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UnfinishedTest {
    /** The listing of numbers, the claim and two files. */
    private static final int CALLS_BEFORE_THE_MANIFEST = 4;

    private static final Instant LONG_AGO = Instant.EPOCH;
    private static final Instant LATER = Instant.MAX;

    private final Cloud cloud = Cloud.inMemory();

    @AfterEach
    void closeCloud() {
        cloud.close();
    }

    @Test
    void whatACutOffPublicationLeftIsDeletedAndItsNumberStaysUnused() {
        Scene scene = new Scene();
        scene.publishDyingBeforeTheManifest();

        assertThat(scene.registry.collectUnfinished("m", LATER)).containsExactly(2);

        assertThat(scene.keysOf(2)).containsExactly("claim", "manifest.json");
        assertThat(scene.registry.collectUnfinished("m", LATER)).isEmpty();
        assertThat(scene.registry.versions("m"))
                .extracting(ModelManifest::version)
                .containsExactly(1);
        assertThat(scene.outcomeOf("m:2")).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(scene.registry.publish("m", model("v3")).version()).isEqualTo(3);
        assertThat(scene.registry.collect("m", 1)).containsExactly(1);
        assertThat(scene.registry.collect("m", 1)).isEmpty();
    }

    @Test
    void youngPublicationAndPublishedVersionsStay() {
        Scene scene = new Scene();
        scene.publishDyingBeforeTheManifest();
        Set<String> before = Set.copyOf(scene.keysOf(2));

        assertThat(scene.registry.collectUnfinished("m", LONG_AGO)).isEmpty();

        assertThat(scene.keysOf(2)).containsExactlyInAnyOrderElementsOf(before);
        scene.check();
    }

    @Test
    void nothingIsLeftToDeleteWhereOnlyTheNumberWasTaken() {
        Scene scene = new Scene();
        scene.bucket.put("models/m/2/claim", new byte[0]);

        assertThat(scene.registry.collectUnfinished("m", LATER)).isEmpty();

        assertThat(scene.keysOf(2)).containsExactly("claim");
        assertThat(scene.registry.collectUnfinished("unknown", LATER)).isEmpty();
    }

    @Test
    void publisherThatIsOvertakenAtAnyMomentPublishesWholeOrNotAtAll() {
        Set<String> outcomes = new HashSet<>();
        for (int call = 0; ; call++) {
            Scene scene = new Scene();
            scene.driver.before(call, () -> scene.registry.collectUnfinished("m", LATER));
            String outcome = scene.publish("v2");
            if (!scene.driver.happened()) {
                break;
            }
            scene.check();
            if (outcome.equals("CONFLICT")) {
                assertThat(scene.outcomeOf("m:2")).isEqualTo(ErrorCode.NOT_FOUND);
            }
            outcomes.add(outcome);
        }
        assertThat(outcomes).containsExactlyInAnyOrder("published", "CONFLICT");
    }

    @Test
    void publicationThatEndsAtAnyMomentOfACollectionIsWholeOrNotThere() {
        Set<String> outcomes = new HashSet<>();
        for (int publisherAt = 0; publisherAt < 9; publisherAt++) {
            for (int call = 0; ; call++) {
                Scene scene = new Scene();
                int at = call;
                boolean[] happened = {false};
                scene.driver.before(publisherAt, () -> {
                    scene.driver.before(at, () -> outcomes.add(scene.publish("v3")));
                    scene.registry.collectUnfinished("m", LATER);
                    happened[0] = scene.driver.happened();
                    scene.driver.before(-1, () -> {});
                });
                outcomes.add(scene.publish("v2"));
                scene.check();
                if (!happened[0]) {
                    break;
                }
            }
        }
        assertThat(outcomes).containsExactlyInAnyOrder("published", "CONFLICT");
    }

    @Test
    void collectorThatDiesAnywhereIsFinishedByTheNextOne() {
        for (int call = 0; ; call++) {
            Scene scene = new Scene();
            scene.publishDyingBeforeTheManifest();
            scene.driver.before(call, InterruptedDriver.death());
            try {
                scene.registry.collectUnfinished("m", LATER);
                break;
            } catch (InterruptedDriver.Death dead) {
                scene.check();
            }
            scene.registry.collectUnfinished("m", LATER);
            scene.check();
            assertThat(scene.keysOf(2)).containsExactly("claim", "manifest.json");
        }
    }

    @Test
    void numberGivenUpNeedsNoSignature() {
        KeyPair keys = ModelKeys.generate();
        Scene scene = new Scene();
        ModelRegistry signed = scene.registry.signedBy(keys.getPrivate()).trustedKeys(keys.getPublic());
        signed.publish("signed", model("v1"));
        scene.bucket.put("models/signed/2/claim", new byte[0]);
        scene.bucket.put("models/signed/2/files/n", new byte[1]);

        assertThat(signed.collectUnfinished("signed", LATER)).containsExactly(2);

        assertThat(signed.resolve("signed").version()).isEqualTo(1);
    }

    /** One version is published. */
    private final class Scene {
        private final InterruptedDriver driver = InterruptedDriver.on(cloud);
        private final Bucket bucket = driver.bucket(cloud);
        private final ModelRegistry registry = ModelRegistry.on(bucket);

        Scene() {
            registry.publish("m", model("v1"));
        }

        void publishDyingBeforeTheManifest() {
            driver.before(CALLS_BEFORE_THE_MANIFEST, InterruptedDriver.death());
            try {
                registry.publish("m", model("v2"));
            } catch (InterruptedDriver.Death dead) {
                assertThat(keysOf(2)).contains("claim", "files/n").doesNotContain("manifest.json");
                return;
            }
            throw new AssertionError("the publication was over before");
        }

        String publish(String content) {
            try {
                registry.publish("m", model(content));
                return "published";
            } catch (CloudException e) {
                return e.code().name();
            }
        }

        ErrorCode outcomeOf(String reference) {
            return catchThrowableOfType(CloudException.class, () -> registry.load(reference))
                    .code();
        }

        List<String> keysOf(int version) {
            String folder = "models/m/" + version + "/";
            return bucket.list(folder).stream()
                    .map(ObjectInfo::key)
                    .map(key -> key.substring(folder.length()))
                    .toList();
        }

        void check() {
            assertThat(registry.versions("m")).isNotEmpty();
            for (ModelManifest manifest : registry.versions("m")) {
                assertThat(registry.load(manifest.reference()).bytes("n")).hasSize(2);
                assertThat(registry.load(manifest.reference()).bytes("n2")).hasSize(2);
            }
        }
    }

    private static TestModel model(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return new TestModel(ModelDescription.of("test", "raw"), Map.of("n", bytes, "n2", bytes));
    }
}
