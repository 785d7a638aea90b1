package dev.welkin.ai.djl;

import dev.welkin.ai.infer.InferenceModel;
import dev.welkin.ai.infer.Tensor;
import dev.welkin.ai.infer.Tensors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Loads and runs models in a JVM that is told of everything its sockets and names do. */
final class QuietProgram {
    private QuietProgram() {}

    @SuppressWarnings("removal") // nothing else sees every socket of a JVM from inside; from JDK 24 on it is gone
    public static void main(String[] args) throws IOException {
        NetworkWatch watch = new NetworkWatch();
        System.setSecurityManager(watch);
        try (InferenceModel model = InferenceModel.open(OnnxModels.plusOne(1))) {
            Tensors answer = model.run(Tensors.of(Tensor.floats("x", new float[] {41}, 1, 1)));
            System.out.println("answer " + answer.get("y").toFloats()[0]);
        }
        try (InferenceModel model = InferenceModel.openTrusted(TorchScripts.plusOne())) {
            Tensors answer = model.run(Tensors.of(Tensor.floats("x", new float[] {41, 0}, 1, 2)));
            System.out.println("torch " + answer.get("y").toFloats()[0]);
        }
        System.out.println("sockets " + sockets());
        watch.contacts.forEach(contact -> System.out.println("contact " + contact));
        watch.contacts.clear();
        connectToItself();
        System.out.println("control " + watch.contacts);
    }

    /** The watch sees Java's sockets only; the system lists those of native code too. */
    private static long sockets() throws IOException {
        List<String> connections = new ArrayList<>();
        for (String protocol : List.of("tcp", "tcp6", "udp", "udp6")) {
            connections.addAll(Files.readAllLines(Path.of("/proc/self/net", protocol)));
        }
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(file -> isOneOf(connections, file)).count();
        }
    }

    private static boolean isOneOf(List<String> connections, Path file) {
        try {
            String target = Files.readSymbolicLink(file).toString();
            return target.startsWith("socket:[")
                    && connections.stream()
                            .anyMatch(c -> c.contains(" " + target.substring(8, target.length() - 1) + " "));
        } catch (IOException e) {
            return false; // closed since, as the listing itself
        }
    }

    /** Shows that a contact would have been seen. */
    private static void connectToItself() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
            System.out.println("connected " + socket.isConnected() + " " + sockets());
        }
    }

    /** Allows everything, and writes down whom this JVM looks up, connects to or listens for. */
    @SuppressWarnings("removal")
    private static final class NetworkWatch extends SecurityManager {
        private final List<String> contacts = new CopyOnWriteArrayList<>();

        @Override
        public void checkPermission(Permission permission) {}

        @Override
        public void checkConnect(String host, int port) {
            contacts.add(port == -1 ? "lookup of " + host : "connect to " + host);
        }

        @Override
        public void checkListen(int port) {
            contacts.add("listen");
        }
    }
}
