package dev.welkin.ai.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.SavedBytes;
import dev.welkin.ai.models.ModelRegistry;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TextEmbedderTest {
    private static final List<String> TEXTS = List.of(
            "the crew of a space ship finds an old signal",
            "a space ship and its crew are lost",
            "the lovers of the old town meet again",
            "the town has a secret, and the lovers find it");

    @Test
    void textsThatShareWordsAreNearerThanTextsThatDoNot() {
        for (TextEmbedder embedder : List.of(TextEmbedder.PLAIN, TextEmbedder.train(TEXTS))) {
            float[] ship = embedder.embed(TEXTS.get(0));

            assertThat(Cosine.of(ship, embedder.embed(TEXTS.get(1))))
                    .isGreaterThan(Cosine.of(ship, embedder.embed(TEXTS.get(2))))
                    .isGreaterThan(Cosine.of(ship, embedder.embed(TEXTS.get(3))));
        }
    }

    @Test
    void piecesOfWordsCountToo() {
        TextEmbedder embedder = TextEmbedder.PLAIN;

        assertThat(Cosine.of(embedder.embed("recommendation"), embedder.embed("recommender")))
                .isGreaterThan(Cosine.of(embedder.embed("recommendation"), embedder.embed("spaceship")) + 0.2);
        assertThat(Cosine.of(embedder.embed("科幻电影"), embedder.embed("一部科幻电影")))
                .isGreaterThan(Cosine.of(embedder.embed("科幻电影"), embedder.embed("爱情故事")) + 0.2);
    }

    @Test
    void wordsThatAllTextsHaveCountLessOnceItIsTrained() {
        List<String> texts = List.of("the film one", "the film two", "the film three", "the film four");
        String a = "the film one";
        String b = "the film two";

        TextEmbedder trained = TextEmbedder.train(texts);

        assertThat(Cosine.of(trained.embed(a), trained.embed(b)))
                .isLessThan(Cosine.of(TextEmbedder.PLAIN.embed(a), TextEmbedder.PLAIN.embed(b)));
    }

    @Property(tries = 200)
    void anyTextHasAVectorOfLengthOne(@ForAll String text) {
        float[] vector = TextEmbedder.PLAIN.embed(text);

        assertThat(vector).hasSize(2048);
        assertThat(Cosine.squares(vector)).isCloseTo(1, within(1e-5));
        assertThat(TextEmbedder.PLAIN.embed(text)).isEqualTo(vector);
    }

    @Test
    void savedEmbedderAnswersAsBeforeAlsoThroughTheRegistry() {
        TextEmbedder embedder = TextEmbedder.train(TEXTS, EmbedderOptions.DEFAULT.withDimensions(64));
        try (Cloud cloud = Cloud.inMemory()) {
            ModelRegistry registry = ModelRegistry.open(cloud);
            registry.publish("words", embedder);

            TextEmbedder read = registry.load("words", TextEmbedder.FORMAT);

            assertThat(read.embed("an old ship")).isEqualTo(embedder.embed("an old ship"));
            assertThat(read.options()).isEqualTo(embedder.options());
        }
    }

    @Test
    void alteredAndCutBytesAreCorrupted() {
        EmbedderOptions few = EmbedderOptions.DEFAULT.withDimensions(16).withFeatures(1, 0);
        byte[] saved = TextEmbedder.train(List.of("a b c", "b c"), few).save();

        SavedBytes.assertEveryAlterationIsCorrupted(saved, TextEmbedder::load);
        SavedBytes.assertLiesAreCorruptedOrRead(saved, TextEmbedder::load);
    }

    @Test
    void nothingToLearnFromAndSenselessOptionsAreRefused() {
        List<ThrowingCallable> bad = List.of(
                () -> TextEmbedder.train(List.of()),
                () -> EmbedderOptions.DEFAULT.withDimensions(15),
                () -> EmbedderOptions.DEFAULT.withFeatures(0, 4),
                () -> EmbedderOptions.DEFAULT.withFeatures(1, 11));

        assertThat(bad).allSatisfy(call -> assertThat(failure(call).code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    }

    @Test
    void defaultsAreAsDocumented() {
        assertThat(EmbedderOptions.DEFAULT).isEqualTo(new EmbedderOptions(2048, 2, 4));
    }

    private static CloudException failure(ThrowingCallable call) {
        return catchThrowableOfType(CloudException.class, call);
    }
}
