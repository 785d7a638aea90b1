package dev.welkin.samples.imagecnn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * A Jupyter kernel in its own JVM, spoken to as Jupyter does: <a
 * href="https://jupyter-client.readthedocs.io/en/stable/messaging.html">signed messages over ZeroMQ</a>.
 */
final class JupyterKernel implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String DELIMITER = "<IDS|MSG>";
    private static final int POLL_MILLIS = 500;

    private final String key = UUID.randomUUID().toString();
    private final String session = UUID.randomUUID().toString();
    private final Process process;
    private final ZContext context = new ZContext();
    private final ZMQ.Socket shell;
    private final ZMQ.Socket outputs;

    private JupyterKernel(Path jar, Path folder) throws IOException {
        ObjectNode connection = connection();
        Path file = Files.write(folder.resolve("connection.json"), JSON.writeValueAsBytes(connection));
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        jar.toString(),
                        file.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("kernel.log").toFile())
                .start();
        shell = context.createSocket(SocketType.DEALER);
        shell.connect("tcp://127.0.0.1:" + connection.get("shell_port").asInt());
        outputs = context.createSocket(SocketType.SUB);
        outputs.subscribe(ZMQ.SUBSCRIPTION_ALL);
        outputs.setReceiveTimeOut(POLL_MILLIS);
        outputs.connect("tcp://127.0.0.1:" + connection.get("iopub_port").asInt());
    }

    /** Starts the kernel and waits until it publishes outputs to this client. */
    static JupyterKernel start(Path jar, Path folder) throws IOException {
        JupyterKernel kernel = new JupyterKernel(jar, folder);
        Instant end = Instant.now().plus(Duration.ofMinutes(2));
        while (true) {
            kernel.send("kernel_info_request", JSON.createObjectNode());
            if (kernel.receive() != null) {
                return kernel;
            }
            if (!kernel.process.isAlive() || Instant.now().isAfter(end)) {
                String log = Files.readString(folder.resolve("kernel.log"));
                kernel.close();
                throw new AssertionError("The kernel did not start: " + log);
            }
        }
    }

    /** Runs a cell and returns its outputs: messages of type stream, display_data, execute_result or error. */
    List<JsonNode> run(String cell) throws IOException {
        ObjectNode content = JSON.createObjectNode()
                .put("code", cell)
                .put("silent", false)
                .put("store_history", true)
                .put("allow_stdin", false)
                .put("stop_on_error", true);
        content.putObject("user_expressions");
        String asked = send("execute_request", content);
        List<JsonNode> found = new ArrayList<>();
        Instant end = Instant.now().plus(Duration.ofMinutes(5));
        while (Instant.now().isBefore(end) && process.isAlive()) {
            JsonNode message = receive();
            if (message == null || !message.at("/parent/msg_id").asText().equals(asked)) {
                continue;
            }
            String type = message.at("/header/msg_type").asText();
            if (type.equals("status")
                    && message.at("/content/execution_state").asText().equals("idle")) {
                return found;
            }
            if (!type.equals("status") && !type.equals("execute_input")) {
                found.add(message);
            }
        }
        throw new AssertionError("The cell did not end: " + cell + "; it said " + found);
    }

    @Override
    public void close() {
        context.close();
        process.destroyForcibly();
        try {
            process.waitFor(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ObjectNode connection() throws IOException {
        ObjectNode connection = JSON.createObjectNode()
                .put("transport", "tcp")
                .put("ip", "127.0.0.1")
                .put("signature_scheme", "hmac-sha256")
                .put("key", key);
        for (String channel : List.of("shell", "iopub", "stdin", "control", "hb")) {
            connection.put(channel + "_port", freePort());
        }
        return connection;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String send(String type, ObjectNode content) throws IOException {
        String id = UUID.randomUUID().toString();
        ObjectNode header = JSON.createObjectNode()
                .put("msg_id", id)
                .put("session", session)
                .put("username", "test")
                .put("date", Instant.now().toString())
                .put("msg_type", type)
                .put("version", "5.3");
        List<byte[]> parts = List.of(
                JSON.writeValueAsBytes(header), "{}".getBytes(StandardCharsets.UTF_8),
                "{}".getBytes(StandardCharsets.UTF_8), JSON.writeValueAsBytes(content));
        shell.sendMore(DELIMITER);
        shell.sendMore(signature(parts));
        for (int i = 0; i < parts.size(); i++) {
            shell.send(parts.get(i), i < parts.size() - 1 ? ZMQ.SNDMORE : 0);
        }
        return id;
    }

    /** Returns what the kernel published next, or null if it was silent for a while. */
    private @Nullable JsonNode receive() throws IOException {
        byte[] frame = outputs.recv();
        if (frame == null) {
            return null;
        }
        while (!new String(frame, StandardCharsets.UTF_8).equals(DELIMITER)) {
            frame = outputs.recv();
        }
        String signed = outputs.recvStr();
        List<byte[]> parts = new ArrayList<>();
        while (outputs.hasReceiveMore()) {
            parts.add(outputs.recv());
        }
        if (!signature(parts).equals(signed)) {
            throw new AssertionError("A message of the kernel is not signed with the connection's key");
        }
        ObjectNode message = JSON.createObjectNode();
        message.set("header", JSON.readTree(parts.get(0)));
        message.set("parent", JSON.readTree(parts.get(1)));
        message.set("content", JSON.readTree(parts.get(3)));
        return message;
    }

    private String signature(List<byte[]> parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            parts.forEach(mac::update);
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
