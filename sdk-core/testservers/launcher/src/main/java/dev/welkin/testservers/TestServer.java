package dev.welkin.testservers;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server on 127.0.0.1 in a JVM of its own. What it needs stands on the class path under
 * {@code dev/welkin/testservers/NAME}: its class path (written by its module's build), {@code server.properties} and
 * the files these name. It ends with {@link #close}, or with this JVM, however that ends. Safe for use by several
 * threads.
 *
 * <pre>{@code
 * URI s3 = TestServer.shared("s3proxy").uri();
 * }</pre>
 */
public final class TestServer implements AutoCloseable {
    private static final Map<String, TestServer> SHARED = new ConcurrentHashMap<>();
    private static final int STARTS = 3;
    private static final long START_SECONDS = 60;

    private final String name;
    private final Process process;
    private final Path folder;
    private final int port;

    private TestServer(String name, Process process, Path folder, int port) {
        this.name = name;
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /**
     * Returns the one server of this name that all tests of this JVM share; the first to ask starts it.
     *
     * @param name for example {@code s3proxy}
     * @return the running server; not to be closed
     */
    public static TestServer shared(String name) {
        return SHARED.computeIfAbsent(name, TestServer::start);
    }

    /**
     * Starts a server and waits until it takes connections.
     *
     * @param name for example {@code s3proxy}
     * @return the running server
     * @throws IllegalStateException with its output, if it does not start
     */
    public static TestServer start(String name) {
        for (int start = 1; ; start++) {
            TestServer server = launch(name);
            if (server.awaitReady()) {
                return server;
            }
            String output = server.output();
            server.close();
            if (start == STARTS) {
                throw new IllegalStateException("The test server " + name + " did not start: " + output);
            }
        }
    }

    /**
     * Returns where it listens.
     *
     * @return for example {@code http://127.0.0.1:8081}
     */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /**
     * Returns what runs here, so that results can say who judged.
     *
     * @return its name and version, for example {@code S3Proxy 4.1.0}
     * @throws UncheckedIOException if its module was not built with Maven
     */
    public String product() {
        try {
            Properties settings = new Properties();
            settings.load(new StringReader(resource(name, "server.properties")));
            Pattern jar =
                    Pattern.compile(Pattern.quote(settings.getProperty("productJar")) + "-([0-9][^/\\\\]*)\\.jar");
            Matcher found = jar.matcher(resource(name, "classpath.txt"));
            return settings.getProperty("product") + (found.find() ? " " + found.group(1) : "");
        } catch (IOException e) {
            throw new UncheckedIOException("The test server " + name + " does not say what it is", e);
        }
    }

    /**
     * Returns its process, for its id.
     *
     * @return the handle
     */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /**
     * Returns what the server printed.
     *
     * @return its standard output and error so far
     */
    public String output() {
        try {
            return Files.readString(folder.resolve("output.txt"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "(no output: " + e + ")";
        }
    }

    /** Ends the server and waits until it is gone. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static TestServer launch(String name) {
        try {
            int port = freePort();
            Path folder = Files.createTempDirectory("testserver-" + name + "-");
            Properties settings = new Properties();
            settings.load(new StringReader(filled(name, "server.properties", port, folder)));
            for (String file : words(settings, "files")) {
                Files.writeString(folder.resolve(file), filled(name, file, port, folder));
            }
            return new TestServer(name, run(name, settings, folder), folder, port);
        } catch (IOException e) {
            throw new UncheckedIOException("The test server " + name + " cannot be started", e);
        }
    }

    private static Process run(String name, Properties settings, Path folder) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(words(settings, "options"));
        command.add(ServerMain.class.getName());
        command.add(settings.getProperty("main"));
        command.addAll(words(settings, "arguments"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile());
        // a class path can be too long for a command line
        builder.environment().put("CLASSPATH", classPath(name, folder));
        return builder.start();
    }

    /** The folder first, for the server's settings; the launcher; and the server's own jars, none of ours. */
    private static String classPath(String name, Path folder) throws IOException {
        String separator = System.getProperty("path.separator");
        String launcher = Path.of(URI.create(TestServer.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .toString();
        return String.join(
                separator,
                folder.toString(),
                launcher,
                resource(name, "classpath.txt").strip());
    }

    private static List<String> words(Properties settings, String key) {
        String text = settings.getProperty(key, "").strip();
        return text.isEmpty() ? List.of() : List.of(text.split(" +"));
    }

    private static String filled(String name, String file, int port, Path folder) throws IOException {
        return resource(name, file)
                .replace("@PORT@", Integer.toString(port))
                .replace("@FOLDER@", folder.toString().replace('\\', '/'));
    }

    private static String resource(String name, String file) throws IOException {
        try (InputStream in = TestServer.class.getResourceAsStream("/dev/welkin/testservers/" + name + "/" + file)) {
            if (in == null) {
                throw new IOException("no " + file + " of '" + name + "' on the class path: depend on"
                        + " welkin-testserver-" + name + " in test scope, and build it with Maven");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean awaitReady() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (process.isAlive() && System.nanoTime() < deadline) {
            if (listens()) {
                return true;
            }
            pause();
        }
        return false;
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return process.isAlive();
        } catch (IOException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a test server starts", e);
        }
    }

    @Override
    public String toString() {
        return name + " at " + uri() + " (process " + process.pid() + ")";
    }
}
