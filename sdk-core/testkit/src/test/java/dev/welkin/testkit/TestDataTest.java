package dev.welkin.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestDataTest {
    @TempDir
    Path folder;

    @Test
    void dataIsFoundBelowTheFolder() throws IOException {
        Path series = Files.createFile(folder.resolve("series.csv"));
        assertThat(TestData.find(folder.toString(), "series.csv")).contains(series);
    }

    @Test
    void dataThatIsNotThereIsNotFound() {
        assertThat(TestData.find(folder.toString(), "series.csv")).isEmpty();
        assertThat(TestData.find(null, "series.csv")).isEmpty();
        assertThat(TestData.missing("series.csv")).contains("series.csv").contains("WELKIN_TEST_DATA");
    }
}
