package dev.welkin.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreLockTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path temp;

    @Test
    void aHeldStoreSaysWhoHoldsItAndSinceWhen() {
        PrivateFolder folder = PrivateFolder.open(temp);
        try (StoreLock lock = StoreLock.acquire(folder)) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> StoreLock.acquire(folder))
                    .asInstanceOf(type(CloudException.class))
                    .returns(ErrorCode.CONFLICT, CloudException::code)
                    .returns("store_held", CloudException::reason)
                    .returns(false, CloudException::retryable)
                    .extracting(Throwable::getMessage)
                    .asString()
                    .contains("process " + ProcessHandle.current().pid(), "since 2", "this process", temp.toString());
        }
    }

    @Test
    void aFreedStoreCanBeTakenAgain() {
        PrivateFolder folder = PrivateFolder.open(temp);
        StoreLock first = StoreLock.acquire(folder);
        first.close();
        first.close();
        try (StoreLock second = StoreLock.acquire(folder)) {
            first.close(); // must not free the second one
            assertThatThrownBy(() -> StoreLock.acquire(folder)).isInstanceOf(CloudException.class);
            assertThat(second).isNotSameAs(first);
        }
    }

    @Test
    void twoPathsToOneFolderAreOneStore() throws IOException {
        Path link = Files.createSymbolicLink(temp.resolve("link"), Files.createDirectory(temp.resolve("real")));
        try (StoreLock lock = StoreLock.acquire(PrivateFolder.open(temp.resolve("real")))) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> StoreLock.acquire(PrivateFolder.open(link)))
                    .isInstanceOf(CloudException.class);
        }
    }

    @Test
    void oneOfManyThreadsGetsTheLock() throws Exception {
        PrivateFolder folder = PrivateFolder.open(temp);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<StoreLock> acquire = () -> StoreLock.acquire(folder);
            List<Future<StoreLock>> tries = threads.invokeAll(
                    IntStream.range(0, 8).mapToObj(i -> acquire).toList());
            assertThat(tries.stream().filter(StoreLockTest::succeeded)).hasSize(1);
            for (Future<StoreLock> one : tries) {
                if (succeeded(one)) {
                    one.get().close();
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anotherProcessHoldsItUntilItDies() {
        PrivateFolder folder = PrivateFolder.open(temp);
        try (ChildJvm child = ChildJvm.start(Holder.class, temp.toString())) {
            child.awaitLine("held", SOON);
            assertThatThrownBy(() -> StoreLock.acquire(folder))
                    .asInstanceOf(type(CloudException.class))
                    .returns(ErrorCode.CONFLICT, CloudException::code)
                    .extracting(Throwable::getMessage)
                    .asString()
                    .contains("process " + child.handle().pid(), "StoreLockTest$Holder")
                    .doesNotContain("this process");
            child.kill();
        }
        StoreLock.acquire(folder).close();
    }

    @Test
    void aFailedTryLeavesTheStoreHeldAndThisProcessFree() {
        PrivateFolder folder = PrivateFolder.open(temp);
        try (ChildJvm child = ChildJvm.start(Holder.class, temp.toString())) {
            child.awaitLine("held", SOON);
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> StoreLock.acquire(folder))
                        .hasMessageContaining("process " + child.handle().pid());
            }
        }
    }

    private static boolean succeeded(Future<StoreLock> future) {
        try {
            return future.get() != null;
        } catch (ExecutionException | InterruptedException e) {
            return false;
        }
    }

    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws InterruptedException {
            try (StoreLock lock = StoreLock.acquire(PrivateFolder.open(Path.of(args[0])))) {
                System.out.println("held " + lock);
                Thread.sleep(60_000);
            }
        }
    }
}
