package dev.welkin.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class CanaryTest {
    private final Canary canary = Canary.watch();
    private final String secret = canary.value("password");

    @TempDir
    private Path folder;

    interface Listener {
        void onCall(String name, int count);

        default void onEnd() {}
    }

    @AfterEach
    void stop() {
        canary.close();
    }

    @Test
    void whatIsSeenNowhereIsNoLeak() {
        LoggerFactory.getLogger("any").error("all is well", new IllegalStateException("or not"));
        canary.shows("an exception", new IllegalStateException("nothing here"));
        canary.assertNoLeak();
    }

    @Test
    void anEventOfAnyLevelAndLibraryIsRead() {
        LoggerFactory.getLogger("one").trace("login with {}", secret);
        Logger.getLogger("two").log(Level.FINEST, "login with {0}", secret);
        LoggerFactory.getLogger("three").warn("login failed", new IOException(new IOException(secret)));
        assertThat(canary.leaks()).hasSize(3).allMatch(leak -> leak.contains("'password'"));
    }

    @Test
    void aCauseAndASuppressedExceptionAreRead() {
        Exception outer = new IllegalStateException("closed");
        outer.addSuppressed(new IOException("while closing", new IOException("of " + secret)));
        canary.shows("the exception", outer);
        assertThatThrownBy(canary::assertNoLeak)
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("'password'", "the exception");
    }

    @Test
    void aPartOfAValueIsALeakToo() {
        canary.shows("a text that was cut", "login with " + secret.substring(0, 20) + "...");
        assertThat(canary.leaks()).hasSize(1);
    }

    @Test
    void base64HidesNothingWhereverTheValueStands() {
        for (String before : new String[] {"", "u:", "me:", "user:"}) {
            byte[] pair = (before + secret + "@").getBytes(StandardCharsets.UTF_8);
            canary.shows("a header", "Basic " + Base64.getEncoder().encodeToString(pair));
        }
        assertThat(canary.leaks()).hasSize(4);
    }

    @Test
    void filesAreReadUnlessTheyAreDeclared() throws IOException {
        Files.createDirectory(folder.resolve("deep"));
        Files.writeString(folder.resolve("deep/object"), secret);
        Files.writeString(folder.resolve("deep/index"), "\u0000" + secret);
        Files.writeString(folder.resolve(secret), "a name tells as well");
        canary.files(folder, file -> file.endsWith("object"));
        assertThat(canary.leaks()).hasSize(2).anyMatch(leak -> leak.contains("index"));
    }

    @Test
    void aListenersArgumentsAreRead() {
        Listener listener = canary.listener(Listener.class);
        listener.onCall("harmless", 1);
        listener.onEnd();
        assertThat(listener).hasToString("canary's Listener").isEqualTo(listener);
        canary.assertNoLeak();
        listener.onCall(secret, 2);
        assertThat(canary.leaks()).singleElement().asString().contains("Listener.onCall");
    }

    @Test
    void whatIsLoggedAfterwardsIsNotRead() {
        canary.close();
        Logger.getLogger("two").severe(secret);
        canary.assertNoLeak();
        assertThat(Logger.getLogger("").getLevel()).isNotEqualTo(Level.ALL);
    }
}
