package dev.welkin.samples.imagecnn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines for a notebook, as its kernel runs them: by JShell. */
class NotebookTest {
    @Test
    void oneLineTrainsANetworkAndOneShowsItsCurves(@TempDir Path folder) throws IOException {
        Path shapes = ShapeImages.draw(folder, 7);
        String cells = Files.readString(Path.of("src/main/notebook/train.jsh"))
                .replace("\"shapes\"", "\"" + shapes + "\"")
                .replace("epochs(10)", "epochs(2)");
        try (JShell kernel = JShell.builder().executionEngine("local").build()) {
            kernel.addToClasspath(System.getProperty("java.class.path"));
            List<SnippetEvent> events = run(kernel, cells);
            assertThat(events)
                    .allSatisfy(event -> assertThat(event.status()).isEqualTo(Snippet.Status.VALID))
                    .allSatisfy(event -> assertThat(event.exception()).isNull());
            assertThat(events.get(events.size() - 1).value()).contains("BufferedImage", "width = 960");
        }
    }

    private static List<SnippetEvent> run(JShell kernel, String cells) {
        List<SnippetEvent> events = new ArrayList<>();
        String rest = cells;
        while (!rest.isBlank()) {
            SourceCodeAnalysis.CompletionInfo next = kernel.sourceCodeAnalysis().analyzeCompletion(rest);
            events.addAll(kernel.eval(next.source()));
            rest = next.remaining();
        }
        return events;
    }
}
