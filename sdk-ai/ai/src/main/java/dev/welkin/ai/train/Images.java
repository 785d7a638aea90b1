package dev.welkin.ai.train;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.internal.saved.Sha256;
import dev.welkin.ai.vision.ImageFile;
import dev.welkin.ai.vision.ImagePlanes;
import dev.welkin.spi.Shown;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The images of a folder that can be read, as a network takes them. All are looked at once; those that fit a limit stay
 * in memory at the network's size, the others are read again in each epoch.
 */
final class Images implements Examples {
    /** The value that becomes 0, and by how much 1 is away from it. */
    static final int MEAN = 128;

    static final int SCALE = 64;

    private final ImageFolder folder;
    private final int width;
    private final int height;
    private final List<String> names = new ArrayList<>();
    private final List<byte[]> kept = new ArrayList<>();
    private final List<Skipped> skipped = new ArrayList<>();
    private final String sha256;
    private long roomBytes;

    Images(ImageFolder folder, int width, int height, long memoryBytes) {
        this.folder = folder;
        this.width = width;
        this.height = height;
        this.roomBytes = memoryBytes;
        MessageDigest digest = Sha256.digest();
        folder.names().forEach(name -> take(name, digest));
        this.sha256 = Sha256.hex(digest.digest());
    }

    @Override
    public int size() {
        return names.size();
    }

    @Override
    public int label(int index) {
        return folder.labelOf(names.get(index));
    }

    @Override
    public List<Skipped> skipped() {
        return List.copyOf(skipped);
    }

    /** A digest of all names and bytes that were used. */
    @Override
    public String fingerprint() {
        return sha256;
    }

    @Override
    public void put(int index, float[] batch, int from) {
        byte[] planes = planes(index);
        for (int i = 0; i < planes.length; i++) {
            batch[from + i] = ((planes[i] & 0xFF) - MEAN) / (float) SCALE;
        }
    }

    @Override
    public void put(int index, float[] batch, int from, Augmentation variation, SplittableRandom random) {
        byte[] planes = planes(index);
        boolean flip = variation.flip() && random.nextBoolean();
        int right = random.nextInt(-variation.shift(), variation.shift() + 1);
        int down = random.nextInt(-variation.shift(), variation.shift() + 1);
        for (int plane = 0; plane < 3; plane++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int fromX = (flip ? width - 1 - x : x) - right;
                    int fromY = y - down;
                    boolean inside = fromX >= 0 && fromX < width && fromY >= 0 && fromY < height;
                    int value = inside ? planes[(plane * height + fromY) * width + fromX] & 0xFF : MEAN;
                    batch[from + (plane * height + y) * width + x] = (value - MEAN) / (float) SCALE;
                }
            }
        }
    }

    private void take(String name, MessageDigest digest) {
        try {
            byte[] bytes = folder.read(name);
            byte[] planes = ImagePlanes.rgb(ImageFile.read(bytes), width, height);
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update(Sha256.digest().digest(bytes));
            names.add(name);
            kept.add(keep(planes));
        } catch (CloudException e) {
            skip(name, e);
        }
    }

    /** Only what is wrong with the image itself is skipped; a storage that fails is not. */
    private void skip(String name, CloudException e) {
        if (e.code() != ErrorCode.INVALID_ARGUMENT) {
            throw e;
        }
        if (folder.unreadable() == Unreadable.FAIL) {
            throw CloudException.builder(
                            ErrorCode.INVALID_ARGUMENT,
                            "'" + Shown.of(name) + "' can't be learned from: " + e.getMessage()
                                    + " Repair or remove it, or skip such images with onUnreadable(Unreadable.SKIP).")
                    .reason(e.reason())
                    .cause(e)
                    .build();
        }
        skipped.add(new Skipped(name, String.valueOf(e.getMessage())));
    }

    /** An empty array stands for an image that is read again. */
    private byte[] keep(byte[] planes) {
        roomBytes -= planes.length;
        return roomBytes >= 0 ? planes : new byte[0];
    }

    private byte[] planes(int index) {
        byte[] planes = kept.get(index);
        return planes.length > 0 ? planes : readAgain(names.get(index));
    }

    private byte[] readAgain(String name) {
        try {
            return ImagePlanes.rgb(ImageFile.read(folder.read(name)), width, height);
        } catch (CloudException e) {
            if (e.code() != ErrorCode.INVALID_ARGUMENT && e.code() != ErrorCode.NOT_FOUND) {
                throw e;
            }
            throw CloudException.of(
                    ErrorCode.CONFLICT,
                    "'" + Shown.of(name) + "' could be read when training began, and now: " + e.getMessage()
                            + " Leave the images alone while they are learned from, and train again.",
                    e);
        }
    }
}
