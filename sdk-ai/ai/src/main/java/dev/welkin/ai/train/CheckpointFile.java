package dev.welkin.ai.train;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.infer.Tensor;
import dev.welkin.ai.infer.TensorFile;
import dev.welkin.ai.internal.saved.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;

/** A tensor file that carries a SHA-256 of all its texts and tensors as one more text. */
final class CheckpointFile {
    private static final String SHA256 = "sha256";

    private CheckpointFile() {}

    static byte[] write(TensorFile content) {
        Map<String, String> texts = new LinkedHashMap<>(content.texts());
        texts.put(SHA256, digest(content));
        return new TensorFile(content.tensors(), texts).toBytes();
    }

    static TensorFile read(byte[] bytes) {
        TensorFile file = TensorFile.read(bytes);
        Map<String, String> texts = new LinkedHashMap<>(file.texts());
        String said = texts.remove(SHA256);
        TensorFile content = new TensorFile(file.tensors(), texts);
        if (!digest(content).equals(said)) {
            throw CloudException.of(ErrorCode.CORRUPTED, "Its SHA-256 does not match.");
        }
        return content;
    }

    private static String digest(TensorFile content) {
        MessageDigest digest = Sha256.digest();
        content.texts().forEach((name, text) -> {
            add(digest, name);
            add(digest, text);
        });
        content.tensors().forEach((name, tensor) -> {
            add(digest, name);
            add(digest, tensor);
        });
        return Sha256.hex(digest.digest());
    }

    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }

    private static void add(MessageDigest digest, Tensor tensor) {
        add(digest, tensor.type() + " " + tensor.shape());
        digest.update(tensor.bytes());
    }
}
