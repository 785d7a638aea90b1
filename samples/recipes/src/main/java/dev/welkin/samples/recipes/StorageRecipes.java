package dev.welkin.samples.recipes;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.ListOptions;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.PutOptions;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Recipes of the storage guide. */
final class StorageRecipes {
    private StorageRecipes() {}

    static void putAndGet(Cloud cloud, InputStream camera) {
        // region put-and-get
        Bucket photos = Bucket.open(cloud, "photos");
        photos.put("2026/cat.jpg", camera); // any length; memory stays flat
        photos.put(
                "2026/note.txt", "grey".getBytes(StandardCharsets.UTF_8), PutOptions.metadata(Map.of("owner", "ann")));
        String note = new String(photos.getBytes("2026/note.txt"), StandardCharsets.UTF_8);
        // endregion
        System.out.println(note);
    }

    static void list(Cloud cloud) {
        Bucket photos = Bucket.open(cloud, "photos");
        // region list
        photos.list("2026/").forEach(object -> System.out.println(object.key()));
        photos.list(ListOptions.prefix("").withDelimiter("/")).prefixes().forEach(System.out::println);
        // endregion
    }

    static void onlyOneWins(Cloud cloud) {
        Bucket locks = Bucket.open(cloud, "locks");
        byte[] me = {1};
        // region create
        try {
            locks.put("leader", me, PutOptions.mode(PutMode.create()));
        } catch (CloudException e) {
            if (e.code() != ErrorCode.ALREADY_EXISTS) {
                throw e;
            }
            System.out.println("somebody else leads");
        }
        // endregion
    }

    static void countWithoutLosing(Cloud cloud) {
        Bucket counters = Bucket.open(cloud, "counters");
        byte[] one = {1};
        byte[] two = {2};
        // region update
        ObjectInfo read = counters.put("visits", one);
        counters.put(
                "visits", two, PutOptions.mode(PutMode.update(read.token()))); // fails if somebody wrote in between
        // endregion
    }

    static void views(Cloud cloud) {
        // region views
        Bucket mine = Bucket.open(cloud, "photos").prefixed("ann/");
        Bucket look = mine.readOnly();
        // endregion
        mine.put("a.txt", new byte[] {1});
        System.out.println(look.exists("a.txt"));
    }
}
