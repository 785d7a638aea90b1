package dev.welkin.ai.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.welkin.testkit.ChildJvm;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** How the engine starts, or says why it does not; each in a JVM or class loader of its own. */
class EngineStartTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    @Test
    @EnabledForJreRange(max = JRE.JAVA_23, disabledReason = "from JDK 24 on nothing inside a JVM sees all its sockets")
    void loadingAndRunningAModelContactsNobody() {
        try (ChildJvm program = ChildJvm.of(QuietProgram.class)
                .option("-Djava.security.manager=allow")
                .start()) {
            assertThat(program.exitCode(LONG))
                    .as(() -> String.join("\n", program.output()))
                    .isZero();
            assertThat(program.output())
                    .contains("answer 42.0", "torch 42.0", "sockets 0", "connected true 2")
                    .anyMatch(line -> line.startsWith("control ") && line.contains("connect to "))
                    .noneMatch(line -> line.startsWith("contact "));
        }
    }

    /** The watch above sees Java's sockets only; a library that asks for none has none of its own. */
    @Test
    void nativeLibraryAsksTheSystemForNoSocket() throws IOException {
        try (ZipFile jar = new ZipFile(engineJar())) {
            List<? extends ZipEntry> libraries = Collections.list(jar.entries()).stream()
                    .filter(entry -> entry.getName().endsWith(".so"))
                    .toList();
            assertThat(libraries).hasSizeGreaterThanOrEqualTo(2);
            for (ZipEntry library : libraries) {
                try (InputStream in = jar.getInputStream(library)) {
                    String symbols = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                    assertThat(importing("malloc|pthread_create|memcpy|free")
                                    .matcher(symbols)
                                    .find())
                            .as("%s has a readable symbol table", library)
                            .isTrue();
                    assertThat(importing("socket|connect|getaddrinfo|sendto")
                                    .matcher(symbols)
                                    .find())
                            .as("%s imports sockets", library)
                            .isFalse();
                }
            }
        }
    }

    @Test
    void engineStartedBySomebodyElseIsNamed() {
        try (ChildJvm program = ChildJvm.start(EngineTakenProgram.class)) {
            assertThat(program.exitCode(LONG)).isZero();
            assertThat(program.output())
                    .filteredOn(line -> line.startsWith("refused "))
                    .hasSize(2)
                    .allMatch(line -> line.startsWith("refused UNSUPPORTED engine_taken ONNX Runtime was started by"));
        }
    }

    @Test
    void missingEngineIsNamedWithItsSize() throws Exception {
        assertThat(openWithout("onnxruntime-1"))
                .contains("UNSUPPORTED")
                .contains("com.microsoft.onnxruntime:onnxruntime:1.28.0 (41 MB)");
    }

    @Test
    void missingNativesOfPyTorchAreNamedWithTheirSize() throws Exception {
        assertThat(scriptWithout("pytorch-native-cpu"))
                .contains("UNSUPPORTED")
                .contains("pytorch-native-cpu is not on the class path")
                .contains("ai.djl.pytorch:pytorch-native-cpu:2.7.1")
                .contains("(112 MB");
        assertThat(scriptWithout("pytorch-jni"))
                .contains("UNSUPPORTED")
                .contains("ai.djl.pytorch:pytorch-jni:2.7.1-0.35.1 (3 MB)");
    }

    @Test
    void missingBackendIsNamedWithItsSize() throws Exception {
        assertThat(openWithout("djl" + File.separator + "target" + File.separator + "classes"))
                .contains("UNSUPPORTED")
                .contains("dev.welkin:welkin-ai-djl")
                .contains("41 MB");
    }

    @Test
    void environmentThatAsksForTheNetworkIsRefused() {
        for (String variable : List.of("DJL_OFFLINE", "OPT_OUT_TRACKING")) {
            assertThat(opened(ChildJvm.of(OpenProgram.class).environment(variable, "false")))
                    .filteredOn(line -> line.contains(
                            "REFUSED DJL was not started: the environment variable " + variable + " would let it use"))
                    .hasSize(2);
            assertThat(opened(ChildJvm.of(OpenProgram.class).environment(variable, "TRUE")))
                    .filteredOn(line -> line.contains("opened"))
                    .hasSize(2);
        }
    }

    @Test
    void propertyThatAsksForTheNetworkIsRefused() {
        for (String property : List.of("ai.djl.offline", "OPT_OUT_TRACKING")) {
            assertThat(opened(ChildJvm.of(OpenProgram.class).option("-D" + property + "=false")))
                    .filteredOn(line -> line.contains("REFUSED DJL was not started: -D" + property + "=false"))
                    .hasSize(2);
        }
    }

    @Test
    void threadsThatTheProgramSetStay() {
        String property = "-Dai.djl.pytorch.num_threads=";
        assertThat(opened(ChildJvm.of(OpenProgram.class))).contains("threads 1");
        assertThat(opened(ChildJvm.of(OpenProgram.class).option(property + "2")))
                .contains("threads 2")
                .anyMatch(line -> line.startsWith("script opened"));
        assertThat(opened(ChildJvm.of(OpenProgram.class).option(property + "many")))
                .anyMatch(line -> line.startsWith("onnx opened"))
                .anyMatch(
                        line -> line.startsWith("script INVALID_ARGUMENT PyTorch can't run with " + property + "many"));
    }

    private static List<String> opened(ChildJvm.Builder program) {
        try (ChildJvm started = program.start()) {
            assertThat(started.exitCode(LONG)).isZero();
            return started.output();
        }
    }

    private static String openWithout(String entry) throws Exception {
        return callWithout(entry, "open");
    }

    private static String scriptWithout(String entry) throws Exception {
        return callWithout(entry, "openScript");
    }

    /** Opens a model with everything but one entry of the class path, and returns what was thrown. */
    private static String callWithout(String entry, String method) throws Exception {
        List<String> all = classPath();
        URL[] left = all.stream()
                .filter(e -> !e.contains(entry))
                .map(EngineStartTest::url)
                .toArray(URL[]::new);
        assertThat(left).as("class path without %s", entry).hasSize(all.size() - 1);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(left, ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(loader);
            Class<?> program = loader.loadClass(OpenProgram.class.getName());
            return String.valueOf(program.getMethod(method).invoke(null));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** A name in the table of imported symbols ends with a zero byte. */
    private static Pattern importing(String names) {
        return Pattern.compile("\0(" + names + ")\0");
    }

    private static File engineJar() {
        return classPath().stream()
                .filter(e -> e.contains("onnxruntime-1"))
                .map(File::new)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
