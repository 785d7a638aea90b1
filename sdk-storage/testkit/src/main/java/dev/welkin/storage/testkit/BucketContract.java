package dev.welkin.storage.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Feature;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.testkit.Candidate;
import dev.welkin.testkit.Contract;
import java.lang.reflect.AnnotatedElement;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What all contracts share: an empty bucket for each test, gates by capabilities, and written results. */
public abstract class BucketContract implements Contract {
    private @Nullable BucketFixture fixture;
    private @Nullable Bucket bucket;

    /** For subclasses. */
    protected BucketContract() {}

    /**
     * Makes the fixture of one test.
     *
     * @return a new fixture
     */
    protected abstract BucketFixture newFixture();

    @Override
    public final Candidate candidate() {
        Set<String> features =
                bucket().capabilities().features().stream().map(Feature::name).collect(Collectors.toSet());
        return new Candidate("storage", fixture().name(), fixture().judge(), features);
    }

    @Override
    public final Set<String> required(AnnotatedElement place) {
        Requires requires = place.getAnnotation(Requires.class);
        return requires == null ? Set.of() : Contract.names(requires.value());
    }

    @Override
    public final Set<String> used(AnnotatedElement test) {
        Requires requires = test.getAnnotation(Requires.class);
        return requires == null ? Set.of() : Contract.names(requires.uses());
    }

    @BeforeEach
    final void openBucket() {
        fixture = newFixture();
        bucket = fixture.open();
    }

    @AfterEach
    final void closeBucket() {
        fixture().close();
    }

    final BucketFixture fixture() {
        if (fixture == null) {
            throw new IllegalStateException("the test has not begun");
        }
        return fixture;
    }

    final Bucket bucket() {
        if (bucket == null) {
            throw new IllegalStateException("the test has not begun");
        }
        return bucket;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    final String read(String key) {
        return new String(bucket().getBytes(key), StandardCharsets.UTF_8);
    }

    /** Compares what is known of an object; a write need not know its time to the very second. */
    static void assertSame(ObjectInfo actual, ObjectInfo expected) {
        assertThat(actual)
                .usingRecursiveComparison()
                .ignoringFields("lastModified")
                .isEqualTo(expected);
        assertThat(actual.lastModified()).isCloseTo(expected.lastModified(), within(5, ChronoUnit.SECONDS));
    }

    static void assertFails(ErrorCode code, ThrowingCallable call) {
        assertThatExceptionOfType(CloudException.class).isThrownBy(call).returns(code, CloudException::code);
    }
}
