package dev.welkin.ai.djl;

import dev.welkin.CallListener;
import dev.welkin.Cloud;
import dev.welkin.ai.train.ImageFolder;
import dev.welkin.storage.Bucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Trains with checkpoints, says so after each epoch, and waits to be killed: after the second one, or in the middle of
 * the third.
 */
final class KilledTrainingProgram {
    private KilledTrainingProgram() {}

    public static void main(String[] args) throws IOException {
        Path images = Path.of(args[0]);
        try (Bucket checkpoints = Bucket.open("file:" + args[1])) {
            if (args[2].equals("between")) {
                trainBetween(images, checkpoints);
            } else {
                trainAmid(images, checkpoints);
            }
        }
    }

    private static void trainBetween(Path images, Bucket checkpoints) {
        TrainerTest.trainer()
                .checkpointTo(checkpoints, "run/")
                .onEpoch(epoch -> {
                    System.out.println("epoch " + epoch.number());
                    if (epoch.number() == 2) {
                        LockSupport.park();
                    }
                })
                .fit(ImageFolder.of(images).split(0.75, 5));
    }

    /** Images that are read again in each epoch tell how far it is. */
    private static void trainAmid(Path images, Bucket checkpoints) throws IOException {
        AtomicInteger epoch = new AtomicInteger();
        AtomicInteger reads = new AtomicInteger();
        try (Cloud cloud = Cloud.builder()
                        .inMemory()
                        .listener(parkAmid(epoch, reads))
                        .open();
                Bucket bucket = Bucket.open(cloud)) {
            copy(images, bucket);
            TrainerTest.trainer()
                    .memory(0)
                    .checkpointTo(checkpoints, "run/")
                    .onEpoch(done -> {
                        System.out.println("epoch " + done.number());
                        epoch.set(done.number());
                        reads.set(0);
                    })
                    .fit(ImageFolder.of(bucket, "").split(0.75, 5));
        }
    }

    private static CallListener parkAmid(AtomicInteger epoch, AtomicInteger reads) {
        return new CallListener() {
            @Override
            public void onStart(CallInfo call) {
                if (call.operation().equals("get") && reads.incrementAndGet() == 40 && epoch.get() == 2) {
                    System.out.println("amid epoch 3");
                    LockSupport.park();
                }
            }
        };
    }

    private static void copy(Path images, Bucket bucket) throws IOException {
        try (Stream<Path> files = Files.walk(images)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bucket.put(images.relativize(file).toString(), file);
            }
        }
    }
}
