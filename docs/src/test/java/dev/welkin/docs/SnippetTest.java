package dev.welkin.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every Java block of a page is a region of a source file that is compiled and run by its own module's tests. A block
 * says which by the comment in front of it: {@code <!-- snippet: path/File.java#region -->}; the region stands between
 * {@code // region name} and {@code // endregion}.
 */
class SnippetTest {
    private static final Pattern BLOCK =
            Pattern.compile("(?:<!-- snippet: (\\S+)#(\\S+) -->\\R)?```java\\R(.*?)```", Pattern.DOTALL);

    record Snippet(Path page, String source, String region, String text) {
        @Override
        public String toString() {
            return page.getFileName() + ": " + source + "#" + region;
        }
    }

    static Stream<Snippet> snippets() {
        return Repository.pages().stream().flatMap(SnippetTest::snippets);
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void isARegionOfARealSourceFile(Snippet snippet) {
        assertThat(snippet.source())
                .as("a Java block in %s has no snippet comment", snippet.page())
                .isNotEqualTo("null");
        String source = Repository.read(Repository.ROOT.resolve(snippet.source()));
        assertThat(snippet.text()).isEqualTo(region(source, snippet.region()));
    }

    @Test
    void theReadmeHasSome() {
        assertThat(snippets(Repository.ROOT.resolve("README.md"))).isNotEmpty();
    }

    private static Stream<Snippet> snippets(Path page) {
        return BLOCK.matcher(Repository.read(page))
                .results()
                .map((MatchResult m) ->
                        new Snippet(page, String.valueOf(m.group(1)), String.valueOf(m.group(2)), m.group(3)));
    }

    /** The lines between the region's marks, without the indent they share. */
    private static String region(String source, String name) {
        List<String> lines = new ArrayList<>();
        boolean inside = false;
        for (String line : source.lines().toList()) {
            boolean end = line.strip().equals("// endregion");
            inside = (inside || line.strip().equals("// region " + name)) && !end;
            if (inside && !line.strip().startsWith("// region")) {
                lines.add(line);
            }
        }
        return String.join("\n", lines).stripIndent() + "\n";
    }
}
