package dev.welkin.samples.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.Cloud;
import dev.welkin.Secret;
import dev.welkin.ai.Ai;
import dev.welkin.ai.embed.Neighbour;
import dev.welkin.ai.models.ModelRegistry;
import dev.welkin.ai.recommend.Rating;
import dev.welkin.ai.recommend.Recommendation;
import dev.welkin.ai.recommend.Recommender;
import dev.welkin.ai.text.Labeled;
import dev.welkin.ai.text.TextClassifier;
import dev.welkin.events.EventBus;
import dev.welkin.events.Subscription;
import dev.welkin.storage.Bucket;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs each recipe on the embedded stores. */
class RecipesTest {
    @TempDir
    Path folder;

    @Test
    void helloPrintsWhatTheReadmeShows() throws Exception {
        Path readme = Path.of(System.getProperty("welkin.root", "../.."), "README.md");
        String page = java.nio.file.Files.readString(readme);
        int start = page.indexOf("```text\n", page.indexOf("<!-- output: " + Hello.class.getName() + " -->")) + 8;
        assertThat(output(Hello::run)).isEqualTo(page.substring(start, page.indexOf("```", start)));
    }

    @Test
    void storageRecipesRun() {
        assertThat(output(cloud -> {
                    StorageRecipes.putAndGet(cloud, new ByteArrayInputStream(new byte[100]));
                    StorageRecipes.list(cloud);
                    StorageRecipes.onlyOneWins(cloud);
                    StorageRecipes.onlyOneWins(cloud);
                    StorageRecipes.countWithoutLosing(cloud);
                    StorageRecipes.views(cloud);
                }))
                .isEqualTo("grey\n2026/cat.jpg\n2026/note.txt\n2026/\nsomebody else leads\ntrue\n");
    }

    @Test
    void storageViewsRun() {
        Secret key = Secret.of(java.util.Base64.getEncoder().encodeToString(new byte[32]));
        assertThat(output(cloud -> {
                    StorageRecipes.encrypt(cloud, key);
                    StorageRecipes.survive(cloud);
                    StorageRecipes.rehearse(cloud);
                    StorageRecipes.writeAsItComes(cloud);
                    StorageRecipes.mirrorAFolder(cloud, folder.resolve("empty"));
                    StorageRecipes.noticeChanges(cloud).close();
                    assertThat(Bucket.open(cloud, "logs").getBytes("today.txt"))
                            .asString(StandardCharsets.UTF_8)
                            .isEqualTo("one line\n");
                }))
                .isEqualTo("4\nfalse\n[]\n");
    }

    @Test
    void eventRecipesRun() {
        Queue<Object> shipped = new ConcurrentLinkedQueue<>();
        Queue<Object> audited = new ConcurrentLinkedQueue<>();
        String printed = output(cloud -> {
            EventRecipes.publish(cloud);
            EventRecipes.subscribe(cloud, shipped::add);
            EventRecipes.replay(cloud, audited::add);
            assertThat(EventRecipes.pull(cloud)).isEqualTo(100);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> shipped.size() == 999 && audited.size() == 999);
        });
        assertThat(printed).startsWith("Order[id=1, amount=30]\n");
    }

    @Test
    void eventsAreChargedOnceAndDeadLettersSentAgain() {
        Queue<Object> charged = new ConcurrentLinkedQueue<>();
        String printed = output(cloud -> {
            EventBus bus = EventBus.open(cloud);
            EventRecipes.subscribe(cloud, order -> {});
            Subscription charging = EventRecipes.once(cloud, charged::add);
            bus.publisher("orders").publish("shop.order", new EventRecipes.Order(1, -5), "customer-7");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> bus.topics().contains("orders.shipping.dead"));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> EventRecipes.redrive(cloud).moved() == 1);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> charging.stats().duplicates() == 1);
        });
        assertThat(charged).containsExactly(new EventRecipes.Order(1, -5));
        assertThat(printed).contains("1 sent again, 0 left\n");
    }

    @Test
    void computeRecipeRuns() {
        assertThat(output(cloud ->
                        assertThat(ComputeRecipes.run(cloud).succeeded()).isTrue()))
                .isEqualTo("one\ntwo\n");
    }

    @Test
    void aiRecipesRun() {
        assertThat(output(AiRecipes::stream)).contains("The cat sat on the mat.");
        assertThat(output(cloud -> AiRecipes.anomaly())).isEqualTo("true\n");
        assertThat(Testing.run()).isEqualTo("It is a cat.");
    }

    @Test
    void modelRecipesRun() {
        List<Rating> ratings = List.of(
                Rating.of("ann", "Voyage", 5),
                Rating.of("ann", "The Letter", 2),
                Rating.of("bob", "Voyage", 4),
                Rating.of("bob", "Comet", 5),
                Rating.of("eve", "The Letter", 5),
                Rating.of("eve", "Comet", 1));
        assertThat(output(cloud -> {
                    ModelRegistry models = ModelRegistry.open(cloud);
                    for (int i = 0; i < 7; i++) {
                        models.publish("films", Recommender.train(ratings));
                    }
                    models.promote("films@prod", 1);
                    assertThat(AiRecipes.collect(cloud)).containsExactly(2);
                    models.promote("films@prod", 7);
                    models.promote("films@prod", 6);
                    assertThat(models.collect("films", 5)).containsExactly(1);
                }))
                .isEmpty();
        assertThat(output(cloud -> assertThat(AiRecipes.recommend(cloud, ratings))
                        .extracting(Recommendation::item)
                        .containsExactly("Comet")))
                .startsWith("Comet ")
                .contains(", for you rated ");
        assertThat(AiRecipes.nearest(List.of("a ship is lost in space", "two lovers meet")))
                .first()
                .extracting(Neighbour::id)
                .isEqualTo("a ship is lost in space");
        assertThat(AiRecipes.odd(IntStream.range(0, 100)
                        .mapToObj(i -> new double[] {i % 10, i % 7, i % 3})
                        .toList()))
                .isGreaterThan(0.6);
    }

    @Test
    void batchRecipeSortsLettersOnce() {
        String printed = output(cloud -> {
            ModelRegistry models = Ai.open(cloud).models();
            models.publish(
                    "triage",
                    TextClassifier.train(List.of(
                            Labeled.of("my kite is broken", "repair"), Labeled.of("a bill of ten", "office"))));
            models.promote("triage@prod", 1);
            Bucket mail = Bucket.open(cloud, "mail");
            mail.put("in/ann.txt", "the kite broke".getBytes(StandardCharsets.UTF_8));

            assertThat(AiRecipes.batch(cloud).done()).isEqualTo(1);
            assertThat(AiRecipes.batch(cloud).kept()).isEqualTo(1);
            assertThat(Bucket.open(cloud, "results").getBytes("triage-v1/in/ann.txt.txt"))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("repair");
        });
        assertThat(printed).isEmpty();
    }

    private interface Recipe {
        void run(Cloud cloud);
    }

    private String output(Recipe recipe) {
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (Cloud cloud = Cloud.builder().workingFolder(folder).open()) {
            recipe.run(cloud);
        } finally {
            System.setOut(console);
        }
        return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
