package dev.welkin.compute.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.Cloud;
import dev.welkin.compute.Compute;
import dev.welkin.compute.Job;
import dev.welkin.compute.JobSpec;
import dev.welkin.compute.LogLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** Whatever the arguments, the program gets them as they are: no shell reads them. */
class ArgumentPropertyTest {
    private static @Nullable Path folder;
    private static @Nullable Cloud cloud;

    @BeforeContainer
    static void open() throws IOException {
        folder = Files.createTempDirectory("arguments");
        cloud = LocalCloud.open(folder, "cores=1");
    }

    @AfterContainer
    static void close() {
        if (cloud != null) {
            cloud.close();
        }
    }

    @Provide
    Arbitrary<List<String>> hostile() {
        Arbitrary<String> known = Arbitraries.of(
                "",
                " ",
                "$(touch pwned)",
                "`touch pwned`",
                "; touch pwned",
                "| cat",
                "&& exit 1",
                "> out",
                "$HOME",
                "*",
                "~",
                "'",
                "\"",
                "\\",
                "\n",
                "\r\n",
                "-n",
                "--",
                "-c",
                "eval",
                "${IFS}",
                "!",
                "#",
                "\u001b[2J",
                "%s",
                "é");
        Arbitrary<String> any = Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars('\n', '\t', '\'', '"', '`', '$', '\\')
                .ofMaxLength(20);
        return Arbitraries.oneOf(known, any).list().ofMinSize(1).ofMaxSize(8);
    }

    @Property(tries = 40)
    void argumentsReachTheProgramAsTheyAre(@ForAll("hostile") List<String> arguments) {
        assertThat(cloud).isNotNull();
        String[] words = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("printf", "<%s>"), arguments.stream())
                .toArray(String[]::new);
        Job job =
                Compute.open(cloud).submit(JobSpec.named("words").command(words).output("*"));
        assertThat(job.await(Duration.ofSeconds(60)).orThrow().outputs()).isEmpty();
        String expected =
                String.join("", arguments.stream().map(a -> "<" + a + ">").toList());
        assertThat(String.join("\n", Programs.printed(job, LogLine.Source.STDOUT)))
                .isEqualTo(asLines(expected));
    }

    /** Reading a log by lines drops a carriage return before a line's end, and the last line's end. */
    private static String asLines(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}
