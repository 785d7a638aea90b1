package dev.welkin.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.testkit.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** The embedded defaults are used with no network, so they need none and ask for none. */
class EmbeddedNetworkTest {
    @Test
    @EnabledForJreRange(max = JRE.JAVA_23, disabledReason = "from JDK 24 on nothing inside a JVM sees all its sockets")
    void theEmbeddedDefaultsContactNobody(@TempDir Path folder) {
        try (ChildJvm program = ChildJvm.of(EmbeddedProgram.class)
                .option("-Djava.security.manager=allow")
                .arguments(folder.toString())
                .start()) {
            assertThat(program.exitCode(Duration.ofMinutes(2)))
                    .as(() -> String.join("\n", program.output()))
                    .isZero();
            assertThat(program.output())
                    .contains("stored cat", "events 1", "job SUCCEEDED", "connected true")
                    .anyMatch(line -> line.startsWith("answer ") && line.contains("cat"))
                    .anyMatch(line -> line.startsWith("control ") && line.contains("connect to "))
                    .noneMatch(line -> line.startsWith("contact "));
        }
    }
}
