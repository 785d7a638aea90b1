package dev.welkin.ai.djl;

import dev.welkin.ai.train.ImageFolder;
import dev.welkin.storage.Bucket;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** Trains with checkpoints, says so after each epoch, and waits to be killed after the second one. */
final class KilledTrainingProgram {
    private KilledTrainingProgram() {}

    public static void main(String[] args) {
        try (Bucket checkpoints = Bucket.open("file:" + args[1])) {
            TrainerTest.trainer()
                    .checkpointTo(checkpoints, "run/")
                    .onEpoch(epoch -> {
                        System.out.println("epoch " + epoch.number());
                        if (epoch.number() == 2) {
                            LockSupport.park();
                        }
                    })
                    .fit(ImageFolder.of(Path.of(args[0])).split(0.75, 5));
        }
    }
}
