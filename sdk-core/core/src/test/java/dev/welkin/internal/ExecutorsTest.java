package dev.welkin.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ExecutorsTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void theDecoratorCarriesTheCallersContext() throws Exception {
        ThreadLocal<String> context = new ThreadLocal<>();
        Executors executors = new Executors(null, task -> {
            String carried = context.get();
            return () -> {
                context.set(carried);
                task.run();
            };
        });
        context.set("request-7");
        try {
            assertThat(CompletableFuture.supplyAsync(context::get, executors).get(30, TimeUnit.SECONDS))
                    .isEqualTo("request-7");
        } finally {
            context.remove();
            executors.close(LONG);
        }
    }

    @Test
    void closeWaitsForWhatRuns() {
        Executors executors = new Executors(null, UnaryOperator.identity());
        CompletableFuture<String> done = CompletableFuture.supplyAsync(() -> "done", executors);
        executors.close(LONG);
        assertThat(done).isCompletedWithValue("done");
    }

    @Test
    void closeInterruptsWhatRunsTooLong() throws Exception {
        Executors executors = new Executors(null, UnaryOperator.identity());
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        executors.execute(() -> {
            started.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.complete(true);
            }
        });
        started.await();
        executors.close(Duration.ZERO);
        assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aTaskMayCloseItsOwnCloud() throws Exception {
        Executors executors = new Executors(null, UnaryOperator.identity());
        CompletableFuture<Void> closed =
                CompletableFuture.runAsync(() -> executors.close(Duration.ofDays(1)), executors);
        closed.get(30, TimeUnit.SECONDS);
        assertThat(closed).isCompleted();
    }

    @Test
    void aClosedOneTakesNoTasks() {
        Executors executors = new Executors(null, UnaryOperator.identity());
        executors.close(Duration.ZERO);
        assertThatThrownBy(() -> executors.execute(() -> {}))
                .asInstanceOf(type(CloudException.class))
                .returns(ErrorCode.CLOSED, CloudException::code);
    }

    @Test
    void aFullExecutorOfTheUserIsOverloaded() {
        Executors executors = new Executors(
                task -> {
                    throw new RejectedExecutionException("full");
                },
                UnaryOperator.identity());
        assertThatThrownBy(() -> executors.execute(() -> {}))
                .asInstanceOf(type(CloudException.class))
                .returns(ErrorCode.OVERLOADED, CloudException::code);
    }
}
