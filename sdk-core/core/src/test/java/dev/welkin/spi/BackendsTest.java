package dev.welkin.spi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.config.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class BackendsTest {
    @TempDir
    Path temp;

    /** A service's own sub-interface, as storage or events have one. */
    public interface RadioBackend extends Backend<String> {}

    @Test
    void aBackendOfTheContextClassLoaderIsFoundByItsScheme() throws IOException {
        RadioBackend found = within(List.of(jar("Am", "am")), () -> find("am:local"));
        assertThat(found.schemes()).containsExactly("am");
    }

    @Test
    void twoBackendsForOneSchemeNameBothJars() throws IOException {
        List<URL> jars = List.of(jar("One", "fm"), jar("Two", "fm"));
        errorOf(() -> within(jars, () -> find("fm:local"))).contains("'fm'", "One.jar", "Two.jar", "Remove one");
    }

    @Test
    void oneJarSeenByTwoClassLoadersIsNoClash() throws IOException {
        URL jar = jar("Am", "am");
        assertThat(within(List.of(jar, jar), () -> find("am:local")).schemes()).containsExactly("am");
    }

    @Test
    void aMissingBackendNamesItsMavenCoordinate() throws IOException {
        errorOf(() -> within(List.of(jar("Am", "am")), () -> find("dab:local")))
                .contains("here: radio.default", "'dab'", "dev.welkin:welkin-radio-dab");
    }

    @Test
    void anUnknownSchemeListsTheKnownOnes() throws IOException {
        errorOf(() -> within(List.of(jar("Am", "am")), () -> find("ham:local"))).contains("'ham'", "Known here: am");
    }

    @Test
    void aBackendThatCannotBeLoadedIsAClearError() throws IOException {
        Path services = Files.createDirectories(temp.resolve("broken/META-INF/services"));
        Files.writeString(services.resolve(RadioBackend.class.getName()), "no.such.Backend");
        URL broken = temp.resolve("broken").toUri().toURL();
        errorOf(() -> within(List.of(broken), () -> find("am:local"))).contains("no.such.Backend");
    }

    private static RadioBackend find(String url) {
        Target target = Target.parse("radio", "default", url, Path.of(""), "here");
        return Backends.find(RadioBackend.class, target, Map.of("dab", "dev.welkin:welkin-radio-dab"));
    }

    /** A jar with one backend in it, as an outsider would publish it. */
    private URL jar(String name, String scheme) throws IOException {
        Path folder = Files.createDirectories(temp.resolve(name));
        Path source = Files.writeString(folder.resolve(name + ".java"), """
                public class %s implements dev.welkin.spi.BackendsTest.RadioBackend {
                    public java.util.Set<String> schemes() { return java.util.Set.of("%s"); }
                    public String open(dev.welkin.config.Target t, dev.welkin.spi.CloudContext c) { return "%s"; }
                }
                """.formatted(name, scheme, name));
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", classPath(), source.toString());
        assertThat(failed).isZero();
        Path jar = temp.resolve(name + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            add(out, name + ".class", Files.readAllBytes(folder.resolve(name + ".class")));
            add(out, "META-INF/services/" + RadioBackend.class.getName(), name.getBytes(UTF_8));
        }
        return jar.toUri().toURL();
    }

    private static void add(JarOutputStream out, String name, byte[] bytes) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(bytes);
        out.closeEntry();
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static RadioBackend within(List<URL> jars, java.util.function.Supplier<RadioBackend> call)
            throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(jars.toArray(URL[]::new), BackendsTest.class.getClassLoader())) {
            thread.setContextClassLoader(loader);
            return call.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static AbstractStringAssert<?> errorOf(ThrowingCallable call) {
        return assertThatThrownBy(call)
                .asInstanceOf(type(CloudException.class))
                .returns(ErrorCode.INVALID_ARGUMENT, CloudException::code)
                .extracting(Throwable::getMessage)
                .asString();
    }
}
