package dev.welkin.samples.imagecnn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines for a notebook, run by a Jupyter kernel: Rapaio's, which is on Maven Central. */
class NotebookTest {
    private static final Path KERNEL = Path.of("target/kernel/rapaio-jupyter-kernel.jar");

    @Test
    void oneLineTrainsANetworkAndOneShowsItsCurves(@TempDir Path folder) throws IOException {
        Path shapes = ShapeImages.draw(folder, 7);
        try (JupyterKernel kernel = JupyterKernel.start(KERNEL.toAbsolutePath(), folder)) {
            for (String magic : classPath()) {
                assertNoError(kernel.run(magic));
            }
            assertNoError(kernel.run(cell("train")
                    .replace("\"shapes\"", "\"" + shapes + "\"")
                    .replace("epochs(10)", "epochs(2)")));

            BufferedImage curves = picture(kernel.run(cell("curves")));

            assertThat(curves.getWidth()).isEqualTo(960);
        }
    }

    /** What a user writes first: the jars, and here in the build also folders of classes. */
    private static List<String> classPath() {
        List<String> entries = List.of(System.getProperty("java.class.path").split(File.pathSeparator));
        Stream<String> folders =
                entries.stream().filter(e -> Files.isDirectory(Path.of(e))).map(e -> "%classpath " + e);
        String jars = entries.stream().filter(e -> e.endsWith(".jar")).collect(Collectors.joining("\n", "%%jars\n", ""));
        return Stream.concat(folders, Stream.of(jars)).toList();
    }

    private static String cell(String name) throws IOException {
        String all = Files.readString(Path.of("src/main/notebook/train.jsh"));
        String start = "// region " + name + "\n";
        int from = all.indexOf(start) + start.length();
        return all.substring(from, all.indexOf("// endregion", from)).strip();
    }

    private static void assertNoError(List<JsonNode> outputs) {
        assertThat(outputs)
                .noneSatisfy(o -> assertThat(o.at("/header/msg_type").asText()).isEqualTo("error"));
    }

    private static BufferedImage picture(List<JsonNode> outputs) throws IOException {
        assertNoError(outputs);
        String encoded = outputs.get(0).at("/content/data/image~1png").asText();
        byte[] png = Base64.getDecoder().decode(encoded);
        Files.write(Path.of("target/notebook-curves.png"), png);
        return ImageIO.read(new ByteArrayInputStream(png));
    }
}
