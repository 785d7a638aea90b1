package dev.welkin.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.welkin.CallListener;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.time.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CredentialCacheTest {
    private final ManualClock clock = new ManualClock();
    private final Numbered source = new Numbered();
    private final List<String> notices = new ArrayList<>();
    private final CredentialCache cache = new CredentialCache("storage.photos", source, clock, new CallListener() {
        @Override
        public void onNotice(String kind, String message) {
            notices.add(kind);
        }
    });

    @Test
    void theSourceIsAskedOnceUntilShortlyBeforeTheEnd() {
        source.life = Duration.ofHours(1);
        assertThat(token()).isEqualTo("1");
        clock.advance(Duration.ofMinutes(54));
        assertThat(token()).isEqualTo("1");
        clock.advance(Duration.ofMinutes(1));
        assertThat(token()).isEqualTo("2");
        assertThat(source.asked).hasValue(2);
    }

    @Test
    void aShortLifeIsRefreshedAtItsHalf() {
        source.life = Duration.ofMinutes(4);
        assertThat(token()).isEqualTo("1");
        clock.advance(Duration.ofMinutes(1));
        assertThat(token()).isEqualTo("1");
        clock.advance(Duration.ofMinutes(1));
        assertThat(token()).isEqualTo("2");
    }

    @Test
    void whatDoesNotExpireIsReadAgainEachMinute() {
        assertThat(token()).isEqualTo("1");
        clock.advance(Duration.ofSeconds(59));
        assertThat(token()).isEqualTo("1");
        clock.advance(Duration.ofSeconds(1));
        assertThat(token()).isEqualTo("2");
    }

    @Test
    void aFailedRefreshKeepsTheOldOnesAndSaysSo() {
        source.life = Duration.ofHours(1);
        token();
        source.failure = CloudException.of(ErrorCode.UNAVAILABLE, "no answer");
        clock.advance(Duration.ofMinutes(56));
        assertThat(token()).isEqualTo("1");
        assertThat(token()).isEqualTo("1");
        assertThat(source.asked).hasValue(2);
        assertThat(notices).containsExactly("credentials_refresh_failed");
        clock.advance(Duration.ofSeconds(10));
        token();
        assertThat(source.asked).hasValue(3);
    }

    @Test
    void expiredOnesAreNeverHandedOut() {
        source.life = Duration.ofHours(1);
        token();
        source.failure = CloudException.of(ErrorCode.UNAVAILABLE, "no answer");
        clock.advance(Duration.ofHours(1));
        assertThatThrownBy(cache::get).hasMessage("no answer");
        source.failure = null;
        source.life = Duration.ZERO;
        assertThatThrownBy(cache::get)
                .asInstanceOf(type(CloudException.class))
                .returns(ErrorCode.UNAUTHENTICATED, CloudException::code)
                .extracting(Throwable::getMessage)
                .asString()
                .contains("expired");
    }

    @Test
    void noneAtAllSaysWhereItLookedAndWhatToSet() {
        CredentialSource none = CredentialSource.environment(Map.of(), Map.of("token", "APP_TOKEN"), Map.of());
        CredentialCache empty = new CredentialCache("ai.default", none, clock, CallListener.NONE);
        assertThatThrownBy(empty::get)
                .asInstanceOf(type(CloudException.class))
                .returns(ErrorCode.UNAUTHENTICATED, CloudException::code)
                .extracting(Throwable::getMessage)
                .asString()
                .contains("ai.default", "environment: set APP_TOKEN");
    }

    @Test
    void refusedOnesCanBeForgotten() {
        token();
        cache.invalidate();
        assertThat(token()).isEqualTo("2");
    }

    @Test
    void manyThreadsAskOnce() throws Exception {
        source.life = Duration.ofHours(1);
        CountDownLatch go = new CountDownLatch(1);
        List<CompletableFuture<String>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(CompletableFuture.supplyAsync(() -> {
                awaitQuietly(go);
                return token();
            }));
        }
        go.countDown();
        for (CompletableFuture<String> one : all) {
            assertThat(one.get(30, TimeUnit.SECONDS)).isEqualTo("1");
        }
        assertThat(source.asked).hasValue(1);
    }

    @Test
    void whileOneThreadRefreshesTheOthersGoOn() throws Exception {
        source.life = Duration.ofHours(1);
        token();
        clock.advance(Duration.ofMinutes(56));
        CountDownLatch asking = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        source.before = () -> {
            asking.countDown();
            awaitQuietly(go);
        };
        CompletableFuture<String> refreshing = CompletableFuture.supplyAsync(this::token);
        asking.await();
        assertThat(token()).isEqualTo("1");
        go.countDown();
        assertThat(refreshing.get(30, TimeUnit.SECONDS)).isEqualTo("2");
    }

    private String token() {
        return cache.get().require("token").reveal();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw CloudException.interrupted("wait", e);
        }
    }

    /** Gives 1, 2, 3 .. as the token. */
    private final class Numbered implements CredentialSource {
        private final AtomicInteger asked = new AtomicInteger();
        private volatile @Nullable Duration life;
        private volatile @Nullable CloudException failure;
        private volatile Runnable before = () -> {};

        @Override
        public Optional<Credentials> find() {
            int number = asked.incrementAndGet();
            before.run();
            CloudException thrown = failure;
            if (thrown != null) {
                throw thrown;
            }
            Duration lives = life;
            Map<String, Secret> values = Map.of("token", Secret.of(String.valueOf(number)));
            return Optional.of(
                    new Credentials(values, lives == null ? null : clock.now().plus(lives), "test"));
        }

        @Override
        public String advice() {
            return "test";
        }
    }
}
