package dev.welkin.ai.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.ObjectInfo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectTest {
    private final Cloud cloud = Cloud.inMemory();

    @TempDir
    private Path folder;

    @AfterEach
    void closeCloud() {
        cloud.close();
    }

    @Test
    void theLatestAndWhatAliasesNameStay() {
        Bucket bucket = Bucket.open(cloud, "models");
        ModelRegistry registry = published(ModelRegistry.on(bucket), 6);
        registry.promote("m@prod", 2);
        registry.promote("m@canary", 3);

        assertThat(registry.collect("m", 2)).containsExactly(1, 4);

        assertThat(registry.versions("m")).extracting(ModelManifest::version).containsExactly(6, 5, 3, 2);
        assertThat(text(registry, "m@prod")).isEqualTo("v2");
        assertThat(registry.collect("m", 2)).isEmpty();
        assertThat(bucket.list("models/m/4/").stream().map(ObjectInfo::key)).containsExactly("models/m/4/claim");
    }

    @Test
    void whereARollbackLeadsStays() {
        ModelRegistry registry = published(ModelRegistry.open(cloud), 4);
        IntStream.of(1, 2, 3).forEach(version -> registry.promote("m@prod", version));

        assertThat(registry.collect("m", 1)).containsExactly(1);

        assertThat(registry.rollback("m@prod").version()).isEqualTo(2);
        CloudException further = failure(() -> registry.rollback("m@prod"));
        assertThat(further.code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(text(registry, "m@prod")).isEqualTo("v2");
    }

    @Test
    void deletedVersionsAreNotFoundAndTheirNumbersNotUsedAgain() {
        ModelRegistry registry = published(ModelRegistry.open(cloud), 3);

        assertThat(registry.collect("m", 1)).containsExactly(1, 2);

        assertThat(failure(() -> registry.load("m:1")).code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(failure(() -> registry.promote("m@prod", 2)).code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(registry.aliases("m")).isEmpty();
        assertThat(registry.publish("m", model("v4")).version()).isEqualTo(4);
        assertThat(text(registry, "m")).isEqualTo("v4");
    }

    @Test
    void publicationInProgressIsLeftAlone() {
        Bucket bucket = Bucket.open(cloud, "models");
        ModelRegistry registry = published(ModelRegistry.on(bucket), 1);
        bucket.put("models/m/2/claim", new byte[0]);
        bucket.put("models/m/2/files/weights.bin", new byte[] {1});
        registry.publish("m", model("v3"));

        assertThat(registry.collect("m", 1)).containsExactly(1);

        assertThat(bucket.exists("models/m/2/files/weights.bin")).isTrue();
    }

    @Test
    void brokenAliasStopsTheCollectorBeforeAnythingIsDeleted() {
        Bucket bucket = Bucket.open(cloud, "models");
        ModelRegistry registry = published(ModelRegistry.on(bucket), 3);
        bucket.put("models/m/aliases/prod.json", "{\"version\":".getBytes(StandardCharsets.UTF_8));

        assertThat(failure(() -> registry.collect("m", 1)).code()).isEqualTo(ErrorCode.CORRUPTED);

        assertThat(registry.versions("m")).hasSize(3);
    }

    @Test
    void keepingNothingIsRefused() {
        ModelRegistry registry = ModelRegistry.open(cloud);

        assertThat(failure(() -> registry.collect("m", 0)).code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(failure(() -> registry.collect("../m", 1)).code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(registry.collect("unknown", 1)).isEmpty();
    }

    /** Every point of one's work at which all of the other's may happen. */
    @Test
    void aliasMovedAtAnyMomentOfACollectionNamesAVersionThatIsThere() {
        Set<String> outcomes = new HashSet<>();
        for (int call = 0; ; call++) {
            Scene scene = new Scene();
            String[] outcome = {""};
            scene.driver.before(call, () -> outcome[0] = scene.promote("m@prod", 1));
            List<Integer> deleted = scene.registry.collect("m", 1);
            if (!scene.driver.happened()) {
                break;
            }
            assertThat(deleted.contains(1)).isEqualTo(outcome[0].equals("NOT_FOUND"));
            scene.check();
            outcomes.add(outcome[0]);
        }
        assertThat(outcomes).containsExactlyInAnyOrder("moved", "NOT_FOUND");
    }

    @Test
    void collectionAtAnyMomentOfAMoveLeavesTheAliasAVersionThatIsThere() {
        Set<String> outcomes = new HashSet<>();
        for (int call = 0; ; call++) {
            Scene scene = new Scene();
            scene.driver.before(call, () -> scene.registry.collect("m", 1));
            String outcome = scene.promote("m@prod", 1);
            if (!scene.driver.happened()) {
                break;
            }
            scene.check();
            outcomes.add(outcome);
        }
        assertThat(outcomes).containsExactlyInAnyOrder("moved", "NOT_FOUND");
    }

    /** A second collector and a second mover inside the first collector's work. */
    @Test
    void twoCollectorsAndTwoMoversMeetAtAnyMoment() {
        Set<String> outcomes = new HashSet<>();
        boolean more = true;
        for (int outer = 0; more; outer++) {
            for (int inner = 0; ; inner++) {
                Scene scene = new Scene();
                int at = inner;
                boolean[] innerHappened = {false};
                scene.driver.before(outer, () -> {
                    scene.driver.before(at, () -> outcomes.add(scene.promote("m@prod", 1)));
                    scene.registry.collect("m", 1);
                    innerHappened[0] = scene.driver.happened();
                    scene.driver.before(-1, () -> {});
                    outcomes.add(scene.promote("m@canary", 1));
                });
                scene.registry.collect("m", 1);
                scene.check();
                more = innerHappened[0] || inner > 0;
                if (!innerHappened[0]) {
                    break;
                }
            }
        }
        assertThat(outcomes).containsExactlyInAnyOrder("moved", "NOT_FOUND");
    }

    /** The first mover's announcement ends, its version is condemned, and a third announces it again in vain. */
    @Test
    void anothersAnnouncementDoesNotServeAMoverWhoseOwnHasEnded() {
        boolean more = true;
        for (int call = 0; more; call++) {
            boolean died = true;
            for (int death = 0; died; death++) {
                Scene scene = new Scene();
                int at = death;
                boolean[] dead = {false};
                scene.driver.before(call, () -> {
                    scene.promote("m@prod", 2);
                    dead[0] = scene.collectDyingAt(at);
                    scene.promote("m@prod", 1);
                });
                scene.promote("m@prod", 1);
                more = scene.driver.happened();
                died = dead[0];
                scene.registry.collect("m", 1);
                scene.check();
            }
        }
    }

    @Test
    void aModelIsNeverMissingWhileItsVersionsAreReplacedAtAnyMoment() {
        for (int call = 0; ; call++) {
            Scene scene = new Scene();
            scene.replaceAllBefore(call);
            assertThat(scene.registry.resolve("m").version()).isGreaterThanOrEqualTo(3);
            boolean more = scene.driver.happened();
            scene.replaceAllBefore(call);
            assertThat(scene.registry.versions("m")).isNotEmpty();
            if (!more && !scene.driver.happened()) {
                break;
            }
        }
    }

    @Test
    void collectorThatDiesAnywhereIsFinishedByTheNextOne() {
        for (int call = 0; ; call++) {
            Scene scene = new Scene();
            scene.driver.before(call, InterruptedDriver.death());
            try {
                scene.registry.collect("m", 1);
                break;
            } catch (InterruptedDriver.Death dead) {
                scene.check();
            }
            String outcome = scene.promote("m@prod", 1);
            scene.check();
            scene.registry.collect("m", 1);
            scene.check();
            assertThat(scene.bucket.exists("models/m/1/manifest.json")).isEqualTo(outcome.equals("moved"));
            assertThat(scene.bucket.list("models/m/2/").stream().map(ObjectInfo::key))
                    .containsExactly("models/m/2/claim");
        }
    }

    @Test
    void moverThatDiesAnywhereLeavesNoAliasWithoutAVersion() {
        for (int call = 0; ; call++) {
            Scene scene = new Scene();
            scene.driver.before(call, InterruptedDriver.death());
            try {
                scene.registry.promote("m@prod", 1);
                break;
            } catch (InterruptedDriver.Death dead) {
                scene.registry.collect("m", 1);
                scene.check();
            }
            scene.registry.promote("m@prod", 3);
            scene.check();
        }
    }

    @Test
    void publishersMoversAndCollectorsAtOnceOnMemory() throws Exception {
        race(ModelRegistry.open(cloud));
    }

    @Test
    void publishersMoversAndCollectorsAtOnceOnFiles() throws Exception {
        try (Bucket files = Bucket.open("file:" + folder.resolve("models"))) {
            race(ModelRegistry.on(files));
        }
    }

    /** Two publishers, two movers with an alias each, and two collectors. */
    private static void race(ModelRegistry registry) throws Exception {
        published(registry, 1);
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<CompletableFuture<Integer>> collectors = IntStream.range(0, 2)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> collectUntil(done, registry), threads))
                    .toList();
            List<CompletableFuture<Void>> work = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                int seed = i;
                work.add(CompletableFuture.runAsync(() -> publish(registry, 25), threads));
                work.add(CompletableFuture.runAsync(() -> move(registry, "m@alias" + seed, seed), threads));
            }
            work.forEach(CompletableFuture::join);
            done.set(true);
            int deleted = collectors.stream().mapToInt(CompletableFuture::join).sum();
            assertThat(deleted).isPositive();
        } finally {
            done.set(true);
            threads.shutdownNow();
        }
        assertThat(registry.publish("m", model("v52")).version()).isEqualTo(52);
        for (ModelAlias alias : registry.aliases("m")) {
            assertThat(text(registry, alias.reference())).startsWith("v");
        }
    }

    private static int collectUntil(AtomicBoolean done, ModelRegistry registry) {
        int deleted = 0;
        while (!done.get()) {
            deleted += registry.collect("m", 1).size();
        }
        return deleted;
    }

    private static void publish(ModelRegistry registry, int count) {
        for (int i = 0; i < count; i++) {
            registry.publish("m", model("v"));
        }
    }

    private static void move(ModelRegistry registry, String alias, long seed) {
        Random random = new Random(seed);
        int moved = 0;
        for (int i = 0; i < 60; i++) {
            List<ModelManifest> versions = registry.versions("m");
            int version = versions.get(random.nextInt(versions.size())).version();
            try {
                registry.promote(alias, version);
                assertThat(registry.load(alias).manifest().version()).isEqualTo(version);
                assertThat(registry.load(alias).bytes("n")).isNotEmpty();
                moved++;
            } catch (CloudException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND);
            }
        }
        assertThat(moved).isPositive();
    }

    /** Three versions, of which an alias names the latest: all others may be deleted. */
    private final class Scene {
        private final InterruptedDriver driver = InterruptedDriver.on(cloud);
        private final Bucket bucket = driver.bucket(cloud);
        private final ModelRegistry registry = published(ModelRegistry.on(bucket), 3);

        Scene() {
            registry.promote("m@prod", 3);
        }

        String promote(String alias, int version) {
            try {
                registry.promote(alias, version);
                return "moved";
            } catch (CloudException e) {
                return e.code().name();
            }
        }

        /** Publishes versions that take the alias over, and deletes all that were there. */
        void replaceAllBefore(int call) {
            driver.before(call, () -> {
                for (int i = 0; i < 3; i++) {
                    registry.promote(
                            "m@prod", registry.publish("m", model("new")).version());
                }
                registry.collect("m", 1);
            });
        }

        boolean collectDyingAt(int call) {
            driver.before(call, InterruptedDriver.death());
            try {
                registry.collect("m", 1);
                driver.before(-1, () -> {});
                return false;
            } catch (InterruptedDriver.Death dead) {
                return true;
            }
        }

        void check() {
            for (ModelAlias alias : registry.aliases("m")) {
                assertThat(text(registry, alias.reference())).isEqualTo("v" + alias.version());
            }
            assertThat(text(registry, "m")).isEqualTo("v3");
        }
    }

    private static ModelRegistry published(ModelRegistry registry, int versions) {
        for (int i = 1; i <= versions; i++) {
            registry.publish("m", model("v" + i));
        }
        return registry;
    }

    private static String text(ModelRegistry registry, String reference) {
        return new String(registry.load(reference).bytes("n"), StandardCharsets.UTF_8);
    }

    private static TestModel model(String content) {
        return new TestModel(about(), Map.of("n", content.getBytes(StandardCharsets.UTF_8)));
    }

    private static ModelDescription about() {
        return ModelDescription.of("test", "raw");
    }

    private static CloudException failure(ThrowingCallable call) {
        return catchThrowableOfType(CloudException.class, call);
    }
}
