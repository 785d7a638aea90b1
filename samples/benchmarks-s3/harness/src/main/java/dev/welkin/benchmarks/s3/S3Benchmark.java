package dev.welkin.benchmarks.s3;

import dev.welkin.testservers.TestServer;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures the clients on one server: each in a JVM of its own, all there at once and taking turns, so that what happens
 * to the machine happens to all. Prints the rows of a table: medians with the lowest and highest round. Run it at the
 * repository's root after {@code mvn -Pbenchmarks package}.
 */
public final class S3Benchmark {
    private static final Path FOLDER = Path.of("samples", "benchmarks-s3");
    private static final List<String[]> CASES = List.of(
            new String[] {"put", "1", "put 1 KiB, 1 caller, a second"},
            new String[] {"get", "1", "get 1 KiB, 1 caller, a second"},
            new String[] {"put", "16", "put 1 KiB, 16 callers, a second"},
            new String[] {"get", "16", "get 1 KiB, 16 callers, a second"},
            new String[] {"putLarge", "1", "put 64 MiB, MiB/s"},
            new String[] {"getLarge", "1", "get 64 MiB, MiB/s"},
            new String[] {"list", "1", "list all keys, ms"});
    /** A client of much code needs this long until its JVM has compiled what it runs. */
    private static final int WARM_UP_CALLS = 20;
    private static final int WARM_UP = 5;
    private static final long MILLIS = 1000;
    private static final String HEAP = "64m";

    private S3Benchmark() {}

    /**
     * Takes the server, {@code null} or {@code s3proxy}, the number of rounds, 5 if none is given, and clients, else all;
     * or {@code heap} and the size of an object in GiB, 5 if none is given.
     */
    public static void main(String[] args) throws IOException {
        String what = args.length > 0 ? args[0] : "null";
        int number = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        List<String> only = args.length > 2 ? List.of(args).subList(2, args.length) : List.of();
        if (what.equals("s3proxy")) {
            try (TestServer server = TestServer.start("s3proxy")) {
                measure(server.uri().toString(), number, only);
            }
            return;
        }
        try (Peer server = new Peer("1g", "harness", "NullServer", List.of())) {
            String endpoint = "http://127.0.0.1:" + server.read();
            if (what.equals("heap")) {
                heap(endpoint, number);
            } else {
                measure(endpoint, number, only);
            }
        }
    }

    private static void heap(String endpoint, int gib) throws IOException {
        System.out.println("| " + HEAP + " of heap | MiB/s | used before, MiB | highest above that, MiB | direct buffers, MiB |");
        try (Peer peer = new Peer(HEAP, "welkin", "WelkinHeap", List.of(endpoint, String.valueOf(gib)))) {
            System.out.println(peer.read());
            System.out.println(peer.read());
        }
    }

    private static void measure(String endpoint, int rounds, List<String> only) throws IOException {
        try (Peer filler = new Peer("1g", "okhttp", "Filler", List.of(endpoint))) {
            System.out.println(filler.read());
        }
        Map<String, Start> starts = starts(endpoint);
        starts.keySet().removeIf(name -> !only.isEmpty() && !only.contains(name));
        System.out.println("| | " + String.join(" | ", starts.keySet()) + " |");
        firstCalls(starts, rounds);
        Map<String, Peer> peers = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, Start> start : starts.entrySet()) {
                peers.put(start.getKey(), start.getValue().run());
            }
            for (Peer peer : peers.values()) {
                peer.read();
            }
            warmUp(peers);
            for (String[] one : CASES) {
                measure(one, peers, rounds);
            }
        } finally {
            peers.values().forEach(Peer::close);
        }
    }

    private static Map<String, Start> starts(String endpoint) {
        Map<String, Start> starts = new LinkedHashMap<>();
        starts.put("welkin", () -> new Peer("1g", "welkin", "WelkinClient", List.of(endpoint)));
        starts.put("okhttp", () -> new Peer("1g", "okhttp", "OkHttpClient", List.of(endpoint)));
        starts.put("aws-apache", () -> new Peer("1g", "aws", "AwsClient", List.of(endpoint, "apache")));
        starts.put("aws-url", () -> new Peer("1g", "aws", "AwsClient", List.of(endpoint, "url")));
        starts.put("minio", () -> new Peer("1g", "minio", "MinioPeer", List.of(endpoint)));
        starts.put("jclouds", () -> new Peer("1g", "jclouds", "JcloudsClient", List.of(endpoint)));
        return starts;
    }

    /** A fresh JVM each, one after the other. */
    private static void firstCalls(Map<String, Start> starts, int rounds) throws IOException {
        Map<String, List<Double>> figures = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Start> start : starts.entrySet()) {
                try (Peer peer = start.getValue().run()) {
                    add(figures, start.getKey(), Double.parseDouble(peer.read()));
                }
            }
        }
        print("first calls, ms", figures);
    }

    private static void measure(String[] one, Map<String, Peer> peers, int rounds) throws IOException {
        Map<String, List<Double>> figures = new LinkedHashMap<>();
        for (int round = -WARM_UP; round < rounds; round++) {
            for (Map.Entry<String, Peer> peer : peers.entrySet()) {
                double figure = peer.getValue().ask(one[0] + " " + one[1] + " " + MILLIS);
                if (round >= 0) {
                    add(figures, peer.getKey(), figure);
                }
            }
        }
        print(one[2], figures);
    }

    private static void warmUp(Map<String, Peer> peers) throws IOException {
        for (int round = 0; round < WARM_UP_CALLS; round++) {
            for (Peer peer : peers.values()) {
                peer.ask("put 16 " + MILLIS);
                peer.ask("get 16 " + MILLIS);
            }
        }
    }

    private static void add(Map<String, List<Double>> figures, String peer, double figure) {
        figures.computeIfAbsent(peer, name -> new ArrayList<>()).add(figure);
    }

    private static void print(String what, Map<String, List<Double>> figures) {
        System.out.printf(Locale.ROOT, "| %s |", what);
        for (List<Double> all : figures.values()) {
            Collections.sort(all);
            int last = all.size() - 1;
            System.out.printf(Locale.ROOT, " %.0f (%.0f-%.0f) |", all.get(last / 2), all.get(0), all.get(last));
        }
        System.out.println();
    }

    private interface Start {
        Peer run() throws IOException;
    }

    /** A JVM that is asked over its standard streams. */
    private static final class Peer implements AutoCloseable {
        private static final Pattern JAR = Pattern.compile("(/\\S+\\.jar)");

        private final Process process;
        private final BufferedReader out;
        private final Writer in;

        Peer(String heap, String module, String main, List<String> args) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx" + heap,
                    "-cp",
                    classPath(FOLDER.resolve(module)),
                    "dev.welkin.benchmarks.s3." + main));
            command.addAll(args);
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            out = process.inputReader(StandardCharsets.UTF_8);
            in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        }

        String read() throws IOException {
            String line = out.readLine();
            if (line == null) {
                throw new IOException("a peer ended early");
            }
            return line;
        }

        double ask(String line) throws IOException {
            in.write(line + "\n");
            in.flush();
            return Double.parseDouble(read());
        }

        @Override
        public void close() {
            process.destroy();
            process.onExit().join();
        }

        private static String classPath(Path module) throws IOException {
            List<String> paths = new ArrayList<>(
                    List.of(module.resolve("target").resolve("classes").toString()));
            String listed = Files.readString(module.resolve("target").resolve("dependencies.txt"));
            for (Matcher jar = JAR.matcher(listed); jar.find(); ) {
                paths.add(jar.group(1));
            }
            return String.join(File.pathSeparator, paths);
        }
    }
}
