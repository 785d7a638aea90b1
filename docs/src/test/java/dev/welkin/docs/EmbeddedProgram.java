package dev.welkin.docs;

import dev.welkin.Cloud;
import dev.welkin.ai.Ai;
import dev.welkin.compute.Compute;
import dev.welkin.compute.JobSpec;
import dev.welkin.events.EventBus;
import dev.welkin.events.PullSubscription;
import dev.welkin.storage.Bucket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Permission;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** All four services on their embedded defaults, in a JVM that is told of everything its sockets and names do. */
final class EmbeddedProgram {
    private EmbeddedProgram() {}

    @SuppressWarnings("removal") // nothing else sees every socket of a JVM from inside; from JDK 24 on it is gone
    public static void main(String[] args) throws IOException {
        NetworkWatch watch = new NetworkWatch();
        System.setSecurityManager(watch);
        useEverything(Path.of(args[0]));
        watch.contacts.forEach(contact -> System.out.println("contact " + contact));
        watch.contacts.clear();
        connectToItself();
        System.out.println("control " + watch.contacts);
    }

    private static void useEverything(Path folder) {
        try (Cloud cloud =
                Cloud.builder().workingFolder(folder).environment(Map.of()).open()) {
            Bucket bucket = Bucket.open(cloud, "photos");
            bucket.put("cat", "a grey cat".getBytes(StandardCharsets.UTF_8));
            System.out.println("stored " + bucket.list("").iterator().next().key());
            EventBus bus = EventBus.open(cloud);
            bus.publisher("orders").publish("shop.order", Map.of("item", "kite"));
            try (PullSubscription orders = bus.pull("orders", "packing")) {
                System.out.println(
                        "events " + orders.pull(1, Duration.ofSeconds(20)).size());
            }
            System.out.println("job "
                    + Compute.open(cloud)
                            .submit(JobSpec.named("task").command("true"))
                            .await(Duration.ofSeconds(60))
                            .state());
            System.out.println("answer "
                    + Ai.open(cloud).chat("Who sat? The cat sat on the mat.").text());
        }
    }

    /** Shows that a contact would have been seen. */
    private static void connectToItself() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
            System.out.println("connected " + socket.isConnected());
        }
    }

    /** Allows everything, and writes down whom this JVM looks up, connects to, listens for or hears of. */
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

        @Override
        public void checkAccept(String host, int port) {
            contacts.add("accept of " + host);
        }

        @Override
        public void checkMulticast(InetAddress group) {
            contacts.add("multicast to " + group);
        }
    }
}
