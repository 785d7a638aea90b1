package dev.welkin.samples.recipes;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.Chaos;
import dev.welkin.storage.KeyProvider;
import dev.welkin.storage.ListOptions;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.ObjectWriter;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.PutOptions;
import dev.welkin.storage.RepairReport;
import dev.welkin.storage.SyncOptions;
import dev.welkin.storage.SyncReport;
import dev.welkin.storage.Watch;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

    static void encrypt(Cloud cloud, Secret key) {
        // region encrypted
        Bucket letters = Bucket.open(cloud, "letters").encrypted(KeyProvider.local("2026", key));
        letters.put(
                "to-ann.txt", "grey".getBytes(StandardCharsets.UTF_8)); // nobody below can read it, or change it unseen
        // endregion
        System.out.println(letters.getBytes("to-ann.txt").length);
    }

    static void survive(Cloud cloud) {
        // region failover
        Bucket here = Bucket.open(cloud, "here");
        Bucket there = Bucket.open(cloud, "there"); // perhaps of another cloud
        Bucket both = here.failover(there); // reads go there while here does not answer
        // endregion
        there.put("a", new byte[1]);
        System.out.println(both.exists("a"));
    }

    static void mirror(Cloud cloud) {
        // region mirrored
        Bucket here = Bucket.open(cloud, "here");
        Bucket both = here.mirrored(Bucket.open(cloud, "there")); // perhaps of another cloud
        RepairReport report = both.repair(); // what an earlier run left behind
        both.put("a", new byte[1]); // acknowledged once both have it
        // endregion
        System.out.println(report.complete());
    }

    static void rehearse(Cloud cloud) {
        // region chaos
        Bucket shaky = Bucket.open(cloud, "photos")
                .chaos(Chaos.seed(1).withUnavailable(0.05).withLostReply(0.05));
        shaky.put("a", new byte[1], PutOptions.mode(PutMode.create())); // retried, and resolved if its reply is lost
        // endregion
    }

    static void writeAsItComes(Cloud cloud) {
        Bucket logs = Bucket.open(cloud, "logs");
        // region writer
        try (ObjectWriter writer = logs.writer("today.txt", PutOptions.defaults())) {
            writer.write("one line\n".getBytes(StandardCharsets.UTF_8));
            writer.commit(); // closed without it, nothing is there
        }
        // endregion
    }

    static void mirrorAFolder(Cloud cloud, Path folder) {
        Bucket backup = Bucket.open(cloud, "backup");
        // region sync
        SyncReport report = backup.syncUp(folder, "laptop/", SyncOptions.defaults());
        report.failures().forEach((key, why) -> System.out.println(key + ": " + why.getMessage()));
        // endregion
        System.out.println(report.moved());
    }

    static Watch noticeChanges(Cloud cloud) {
        Bucket photos = Bucket.open(cloud, "photos");
        // region watch
        Watch watch = photos.watch("2026/", change -> System.out.println(change.kind() + " " + change.key()));
        // endregion
        return watch;
    }
}
