package dev.welkin.ai.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.SavedBytes;
import dev.welkin.ai.classify.Classification;
import dev.welkin.ai.internal.text.Tokens;
import dev.welkin.ai.predict.Predictor;
import dev.welkin.testkit.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class TextClassifierTest {
    private static final TextOptions SMALL = TextOptions.DEFAULT.withHashBits(12);
    private static final List<Labeled> FILMS = List.of(
            Labeled.of("a great film, warm and funny", "pos"),
            Labeled.of("wonderful acting and a great story", "pos"),
            Labeled.of("funny, charming and great fun", "pos"),
            Labeled.of("a dull and boring mess", "neg"),
            Labeled.of("boring story, awful acting", "neg"),
            Labeled.of("an awful, dull film", "neg"));

    @Test
    void textsGoToTheClassTheirWordsBelongTo() {
        TextClassifier films = TextClassifier.train(FILMS, SMALL);

        assertThat(films.classify("great and funny").label()).isEqualTo("pos");
        assertThat(films.classify("awful and boring").label()).isEqualTo("neg");
        assertThat(films.labels()).containsExactly("neg", "pos");
    }

    @Test
    void scoresAreSharesWithTheLikeliestFirst() {
        Classification answer = TextClassifier.train(FILMS, SMALL).classify("a great story");

        assertThat(answer.scores()).hasSize(2);
        assertThat(answer.scores().values().stream().mapToDouble(d -> d).sum()).isCloseTo(1, within(1e-9));
        assertThat(answer.scores().keySet()).first().isEqualTo(answer.label());
        assertThat(answer.score()).isGreaterThan(0.5);
    }

    @Test
    void moreThanTwoClassesAndChineseTextAreToldApart() {
        TextClassifier topics = TextClassifier.train(
                List.of(
                        Labeled.of("这部电影非常好看，演员很棒", "好评"),
                        Labeled.of("剧情很棒，非常感人", "好评"),
                        Labeled.of("太无聊了，浪费时间", "差评"),
                        Labeled.of("剧情糟糕，非常无聊", "差评"),
                        Labeled.of("今天天气晴朗，气温升高", "天气"),
                        Labeled.of("明天有雨，气温下降", "天气")),
                SMALL);

        assertThat(topics.classify("演员很棒").label()).isEqualTo("好评");
        assertThat(topics.classify("真是无聊").label()).isEqualTo("差评");
        assertThat(topics.classify("今天有雨").label()).isEqualTo("天气");
    }

    @Test
    void wordsAreFoundInEveryScript() {
        assertThat(Tokens.of("Don't panic, it's GREAT!")).containsExactly("don't", "panic", ",", "it's", "great", "!");
        assertThat(Tokens.of("我爱Java编程。")).containsExactly("我", "爱", "java", "编", "程", "。");
        assertThat(Tokens.of("  Straße \u00a0 naïve\t")).containsExactly("straße", "naïve");
        assertThat(Tokens.of("")).isEmpty();
    }

    @Test
    void sameSeedGivesTheSameModel() {
        byte[] first = TextClassifier.train(FILMS, SMALL).save();

        assertThat(TextClassifier.train(FILMS, SMALL).save()).isEqualTo(first);
        assertThat(TextClassifier.train(FILMS, SMALL.withSeed(8)).save()).isNotEqualTo(first);
    }

    @Test
    void savedClassifierAnswersAsBefore() {
        TextClassifier films = TextClassifier.train(FILMS, SMALL);

        TextClassifier read = TextClassifier.load(films.save());

        for (String text : List.of("great fun", "", "awful", "never seen words", "好")) {
            assertThat(read.classify(text)).isEqualTo(films.classify(text));
        }
        assertThat(read.options()).isEqualTo(SMALL);
    }

    @Test
    void textWithoutKnownWordsStillGetsScores() {
        Classification answer = TextClassifier.train(FILMS, SMALL).classify("");

        assertThat(answer.scores().values()).allMatch(Double::isFinite);
    }

    @Test
    void longTextsAreCutAndHostileOnesAnswered() {
        TextClassifier films = TextClassifier.train(FILMS, SMALL);
        String great = "great ".repeat(20_000);

        assertThat(films.classify(great + "awful ".repeat(100_000))).isEqualTo(films.classify(great));
        assertThat(films.classify("\ud800\u0000\uffff \udc00").scores()).hasSize(2);
    }

    @Test
    void emptyAndOneSidedExamplesAreRefused() {
        CloudException empty = failure(() -> TextClassifier.train(List.of()));
        CloudException oneSided = failure(() -> TextClassifier.train(List.of(Labeled.of("a", "x"))));

        assertThat(empty.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(empty).hasMessageContaining("no class").hasMessageContaining("at least two classes");
        assertThat(oneSided.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(oneSided).hasMessageContaining("one class alone, 'x'");
        assertThat(failure(() -> Labeled.of("text", " ")).code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(failure(() -> Labeled.of("text", "x".repeat(1001))).code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    }

    @Test
    void senselessOptionsAreRefused() {
        List<ThrowingCallable> senseless = List.of(
                () -> SMALL.withEpochs(0),
                () -> SMALL.withLearningRate(Double.NaN),
                () -> SMALL.withFeatures(0, 6),
                () -> SMALL.withFeatures(2, 1),
                () -> SMALL.withHashBits(31));

        assertThat(senseless)
                .allSatisfy(call -> assertThat(failure(call).code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    }

    @Test
    void everyAlteredByteAndEveryCutIsCorrupted() {
        byte[] saved = TextClassifier.train(
                        FILMS, TextOptions.DEFAULT.withHashBits(10).withFeatures(1, 0))
                .save();

        SavedBytes.assertEveryAlterationIsCorrupted(saved, TextClassifier::load);
    }

    @Test
    void liesUnderARightChecksumAreCorrupted() {
        byte[] saved = TextClassifier.train(
                        FILMS, TextOptions.DEFAULT.withHashBits(10).withFeatures(1, 0))
                .save();
        int weight = saved.length - 2 * Integer.BYTES; // the last weight, before the checksum
        int classes = 8 + 8 + 4 + 8 + 4 + 4 + 4; // after magic, version and options
        byte[] nan = SavedBytes.resealed(saved, weight, Float.floatToIntBits(Float.NaN));
        byte[] many = SavedBytes.resealed(saved, classes, Integer.MAX_VALUE);
        byte[] oneClass = SavedBytes.resealed(saved, classes, 1);
        byte[] other = SavedBytes.resealed(saved, 4, 2);

        assertThat(failure(() -> TextClassifier.load(nan))).hasMessageContaining("a number is NaN");
        assertThat(failure(() -> TextClassifier.load(many))).hasMessageContaining("claims 2147483647 classes");
        assertThat(failure(() -> TextClassifier.load(oneClass))).hasMessageContaining("claims 1 classes");
        assertThat(failure(() -> TextClassifier.load(other))).hasMessageContaining("another kind or version");
    }

    @Test
    void predictorServesAClassifierOnTheCallersThread() {
        try (Cloud cloud = Cloud.inMemory()) {
            Predictor<String, Classification> triage = Predictor.builder(cloud, TextClassifier.train(FILMS, SMALL))
                    .warmUp(List.of("a film"))
                    .open();

            assertThat(triage.predict("great fun").label()).isEqualTo("pos");
            assertThat(triage.stats().waiting()).isZero();
        }
    }

    @Test
    void defaultsAreAsDocumented() {
        assertThat(TextOptions.DEFAULT).isEqualTo(new TextOptions(7, 5, 0.6, 2, 6, 19));
    }

    @Test
    void filmReviewsOfTheStanfordTreebankAreClassifiedRightInFourOfFiveCases() throws IOException {
        String name = "sentiment/sst2-train.tsv";
        Assumptions.assumeTrue(TestData.find(name).isPresent(), TestData.missing(name));
        Path train = TestData.find(name).orElseThrow();

        TextClassifier classifier = TextClassifier.train(reviews(train));
        List<Labeled> dev = reviews(train.resolveSibling("sst2-dev.tsv"));
        long right = dev.stream()
                .filter(d -> classifier.classify(d.text()).label().equals(d.label()))
                .count();

        assertThat(right / (double) dev.size())
                .describedAs("accuracy over %d reviews", dev.size())
                .isGreaterThanOrEqualTo(0.82);
    }

    private static List<Labeled> reviews(Path file) throws IOException {
        Map<String, String> names = Map.of("0", "neg", "1", "pos");
        return Files.readAllLines(file).stream()
                .map(line -> line.split("\t", 2))
                .map(columns -> Labeled.of(columns[0], names.getOrDefault(columns[1], "?")))
                .toList();
    }

    private static CloudException failure(ThrowingCallable call) {
        return catchThrowableOfType(CloudException.class, call);
    }
}
