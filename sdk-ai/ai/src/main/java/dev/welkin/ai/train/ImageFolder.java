package dev.welkin.ai.train;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.vision.ImageFile;
import dev.welkin.spi.Shown;
import dev.welkin.storage.Bucket;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/**
 * Images in folders, one for each class: {@code shapes/circle/1.png} below {@code shapes/} shows a {@code circle}.
 * Images are read when they are needed. Files whose name begins with a dot are passed over; any other is taken for an
 * image. Immutable; safe for use by several threads.
 */
public final class ImageFolder implements Dataset {
    private final ExampleFiles files;
    private final List<String> labels;
    private final List<String> names;
    private final Unreadable unreadable;

    private ImageFolder(ExampleFiles files, List<String> labels, List<String> names, Unreadable unreadable) {
        this.files = files;
        this.labels = labels;
        this.names = names;
        this.unreadable = unreadable;
    }

    /**
     * Lists the images below a prefix.
     *
     * @param bucket where they lie
     * @param prefix the beginning of their keys, ending in {@code /}; "" for the whole bucket
     * @return the images; those that can't be read are skipped
     * @throws CloudException INVALID_ARGUMENT (reason {@code empty_dataset}) if there is no image in a folder; what
     *     listing throws
     */
    public static ImageFolder of(Bucket bucket, String prefix) {
        return of(new BucketFiles(bucket, prefix));
    }

    /**
     * Lists the images below a folder of this machine.
     *
     * @param folder holds one folder for each class
     * @return the images; those that can't be read are skipped
     * @throws CloudException INVALID_ARGUMENT (reason {@code empty_dataset}) if there is no image in a folder;
     *     NOT_FOUND if there is no such folder
     */
    public static ImageFolder of(Path folder) {
        return of(new FolderFiles(folder));
    }

    private static ImageFolder of(ExampleFiles files) {
        List<String> names =
                files.names().stream().filter(ImageFolder::isExample).toList();
        if (names.isEmpty()) {
            throw CloudException.builder(
                            ErrorCode.INVALID_ARGUMENT,
                            "There is no image to learn from in " + files + ". Put images there into folders, one for"
                                    + " each class, such as circle/1.png.")
                    .reason("empty_dataset")
                    .build();
        }
        List<String> labels =
                names.stream().map(ImageFolder::folderOf).distinct().sorted().toList();
        return new ImageFolder(files, labels, names, Unreadable.SKIP);
    }

    /**
     * Returns these images with another policy.
     *
     * @param policy what becomes of images that can't be read; {@link Unreadable#SKIP} by default
     * @return images of the same files
     */
    public ImageFolder onUnreadable(Unreadable policy) {
        return new ImageFolder(files, labels, names, policy);
    }

    /**
     * Returns the classes.
     *
     * @return the folders' names, sorted
     */
    @Override
    public List<String> labels() {
        return labels;
    }

    /**
     * Returns how many files there are.
     *
     * @return 1 or more; not all need be readable
     */
    @Override
    public int size() {
        return names.size();
    }

    /**
     * Parts the images at random, each class by itself, so that both parts have the same mixture.
     *
     * @param trainShare the share to learn from, above 0 and below 1; of each class one image at least, and one is left
     *     for validation where there are two
     * @param seed the same seed parts the same files in the same way
     * @return both parts
     * @throws CloudException INVALID_ARGUMENT if the share is no share, or nothing is left for validation
     */
    public Split<ImageFolder> split(double trainShare, long seed) {
        Stratified<String> parts = Stratified.of(names, ImageFolder::folderOf, trainShare, seed);
        return Split.of(part(parts.train()), part(parts.validation()));
    }

    /**
     * Returns the images' names.
     *
     * @return keys without the prefix, or files relative to the folder, such as {@code circle/1.png}; sorted
     */
    public List<String> names() {
        return names;
    }

    /**
     * Reads an image.
     *
     * @param name one of {@link #names}
     * @return the image
     * @throws CloudException INVALID_ARGUMENT if it can't be read as one; what reading its file throws
     */
    public BufferedImage image(String name) {
        return ImageFile.read(read(name));
    }

    /**
     * Tells what an image shows.
     *
     * @param name one of {@link #names}
     * @return the name of its folder
     */
    public String label(String name) {
        return folderOf(name);
    }

    byte[] read(String name) {
        return files.read(name);
    }

    Unreadable unreadable() {
        return unreadable;
    }

    int labelOf(String name) {
        return Collections.binarySearch(labels, folderOf(name));
    }

    @Override
    public String toString() {
        return names.size() + " images of " + labels.size() + " classes in " + files;
    }

    /** Keeps all labels: a part without a class still belongs to the whole. */
    private ImageFolder part(List<String> some) {
        return new ImageFolder(files, labels, some.stream().sorted().toList(), unreadable);
    }

    private static boolean isExample(String name) {
        return name.indexOf('/') > 0 && !name.startsWith(".") && !name.contains("/.") && !name.endsWith("/");
    }

    private static String folderOf(String name) {
        return Shown.of(name.substring(0, Math.max(0, name.indexOf('/'))));
    }
}
