package dev.welkin.samples.films;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample as a user starts it, in a JVM of its own. */
class FilmsTest {
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final String[] NEWCOMER = {
        "--rate", "Orbit of Glass=5", "--rate", "The Patient Engine=5", "--rate", "The Hollow Orchard=1"
    };

    @TempDir
    static Path folder;

    private static List<String> output = List.of();

    @BeforeAll
    static void runForANewcomer() {
        output = run(folder, NEWCOMER);
    }

    @Test
    void whatWasLearntFromAndHowWellIsSaid() {
        assertThat(output).anyMatch(line -> line.startsWith("60 films, 5993 ratings: invented films"));
        String quality = line("off by ");
        assertThat(Double.parseDouble(quality.split(" ")[2])).isBetween(0.3, 0.8);
        assertThat(quality).contains("on 599 ratings held back").endsWith("published as films@prod, version 1");
    }

    @Test
    void theManifestSaysWhatTheModelLearntFromAndHowGoodItIs() throws IOException {
        String manifest = Files.readString(folder.resolve(".welkin/storage/models/models/films/1/manifest.json"));

        assertThat(manifest).contains("invented viewers").containsPattern("\"dataset.sha256\" : \"[0-9a-f]{64}\"");
        assertThat(manifest).containsPattern("\"rmse\" : 0\\.[3-7]");
    }

    @Test
    void aViewerGetsFiveFilmsWithAReasonEach() {
        assertThat(table("For viewer1,"))
                .hasSize(5)
                .allMatch(row -> row.matches(".*\\(\\d{4}\\) .*\\(\\+\\d\\.\\d\\d\\)"));
    }

    @Test
    void aNewcomerWhoLikesScienceFictionGetsItAndNothingRatedAlready() {
        List<String> table = table("For you, a newcomer");

        assertThat(table).hasSize(5).first().asString().contains("science fiction");
        assertThat(table).noneMatch(row -> row.contains("Orbit of Glass (1984)") || row.contains("horror"));
    }

    @Test
    void theAnswerNamesEveryRecommendedFilmAndWhoAnswers() {
        int question = output.indexOf("Recommend me some good films.");
        String answer = String.join("\n", output.subList(question, output.size()));

        for (String row : table("For you, a newcomer")) {
            assertThat(answer).contains(row.strip().replaceAll("\\).*", ")"));
        }
        assertThat(answer).endsWith("answered by welkin:extractive");
    }

    @Test
    void everyRunPublishesAVersionAndSaysTheSame() {
        List<String> again = run(folder, NEWCOMER);

        assertThat(again).anyMatch(line -> line.matches("off by .* version [2-9]"));
        assertThat(fromViewerOn(again)).isEqualTo(fromViewerOn(output));
    }

    @Test
    void wordsNarrowTheFilmsDown(@TempDir Path fresh) {
        List<String> about = run(fresh, "--about", "a ship and its crew");

        int first = about.indexOf("For viewer1, who rated 22 films, about \"a ship and its crew\":") + 2;
        assertThat(about.subList(first, first + 5)).anyMatch(row -> row.contains("Seven Suns Down"));
    }

    @Test
    void aFolderOfMovieLensTakesThePlaceOfTheOwnFilms(@TempDir Path fresh) throws IOException {
        Path data = Files.createDirectory(fresh.resolve("data"));
        Files.writeString(data.resolve("movies.csv"), """
            movieId,title,genres
            1,"Ship, The (1999)",Adventure|Sci-Fi
            2,Plain Tale (2001),Drama
            3,Untimely,(no genres listed)
            4,Plain Tale (2005),Drama
            """);
        StringBuilder ratings = new StringBuilder("userId,movieId,rating,timestamp\n");
        for (int user = 1; user <= 10; user++) {
            ratings.append(user + ",1,4.5,0\n" + user + ",3,2.0,0\n");
        }
        Files.writeString(data.resolve("ratings.csv"), ratings + "1,2,3.0,0\n");

        List<String> lines = run(fresh, "--movielens", data.toString(), "--user", "10", "--rate", "Plain Tale=4");

        assertThat(lines).anyMatch(line -> line.startsWith("4 films, 21 ratings: MovieLens in "));
        assertThat(lines).anyMatch(line -> line.contains("Ship, The (1999)") && line.contains("Adventure, Sci-Fi"));
    }

    @Test
    void unknownTitlesAreAnsweredWithNearOnes() {
        Shelf shelf = new Shelf(OwnFilms.films());

        assertThatThrownBy(() -> shelf.film("Orbit of Glas"))
                .hasMessageContaining("no film 'Orbit of Glas'")
                .hasMessageContaining("Orbit of Glass");
    }

    @Test
    void optionsThatMeanNothingAreRefused() {
        assertThatThrownBy(() -> Options.parse("--rate", "Bread")).hasMessageContaining("TITLE=4.5");
        assertThatThrownBy(() -> Options.parse("--loud", "1")).hasMessageContaining("known are");
        assertThatThrownBy(() -> Options.parse("--ask")).hasMessageContaining("needs a value");
        assertThat(Options.parse("--rate", "a=b=2").rated()).isEqualTo(Map.of("a=b", 2.0));
    }

    private static List<String> fromViewerOn(List<String> lines) {
        return lines.subList(lines.indexOf("For viewer1, who rated 22 films:"), lines.size());
    }

    private static List<String> table(String heading) {
        int first = output.indexOf(line(heading)) + 2;
        return output.subList(first, first + 5);
    }

    private static String line(String start) {
        return output.stream()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> run(Path folder, String... args) {
        List<String> all = new ArrayList<>(List.of("--folder", folder.toString()));
        all.addAll(Arrays.asList(args));
        try (ChildJvm run = ChildJvm.start(Films.class, all.toArray(String[]::new))) {
            int code = run.exitCode(LONG);
            assertThat(code).as("%s", run.output()).isZero();
            return run.output();
        }
    }
}
