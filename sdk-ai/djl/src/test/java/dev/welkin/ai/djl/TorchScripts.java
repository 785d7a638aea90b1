package dev.welkin.ai.djl;

import dev.welkin.ai.models.Model;
import dev.welkin.ai.models.ModelDescription;
import dev.welkin.ai.models.TensorInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** TorchScript archives written by hand: a stored zip of source code and two pickles. */
final class TorchScripts {
    private TorchScripts() {}

    /** Adds one to each number of rows of two. */
    static Model plusOne() {
        return model(plusOneFile("1"));
    }

    static Model model(byte[] file) {
        return Model.of(described(), Map.of("model.pt", file));
    }

    static ModelDescription described() {
        return ModelDescription.of("test", "torchscript")
                .withTensors(List.of(TensorInfo.of("x", "FP32", -1, 2)), List.of(TensorInfo.of("y", "FP32", -1, 2)));
    }

    static byte[] plusOneFile(String added) {
        return archive("  def forward(self: __torch__.M,\n      x: Tensor) -> Tensor:\n    return torch.add(x, " + added
                + ")\n");
    }

    static byte[] archive(String forward) {
        String code = "class M(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n" + forward;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, "m/version", "3\n");
            put(zip, "m/data.pkl", "\u0080\u0002c__torch__\nM\n)\u0081}X\u0008\0\0\0training\u0089sb.");
            put(zip, "m/code/__torch__.py", code);
            put(zip, "m/constants.pkl", "\u0080\u0002).");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCompressedSize(bytes.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }
}
