package dev.welkin.storage.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.storage.Bucket;
import dev.welkin.storage.Destination;
import dev.welkin.storage.ListOptions;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.ObjectKey;
import dev.welkin.storage.PutMode;
import dev.welkin.storage.PutOptions;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Random operations do to a bucket what they do to a sorted map. */
class BucketModelTest {
    @Property(tries = 200)
    void memoryBehavesAsAMap(@ForAll("histories") List<Step> steps) {
        run(Fixtures.memory(), steps);
    }

    @Property(tries = 60)
    void fileBehavesAsAMap(@ForAll("histories") List<Step> steps) {
        run(Fixtures.file(), steps);
    }

    @Property(tries = 40)
    void aPrefixedFileBehavesAsAMap(@ForAll("histories") List<Step> steps) {
        run(Fixtures.filePrefixed(), steps);
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        Arbitrary<String> key = Arbitraries.of("a", "A", "a/b", "a/b/c", "a//", "b", "a-", "b/é", "con", "..");
        return Combinators.combine(Arbitraries.of(Verb.class), key, key)
                .as(Step::new)
                .list()
                .ofMaxSize(25);
    }

    private static void run(BucketFixture fixture, List<Step> steps) {
        Bucket bucket = fixture.open();
        NavigableMap<String, String> model = new TreeMap<>(ObjectKey.ORDER);
        int number = 0;
        try {
            for (Step step : steps) {
                apply(bucket, model, step, "content " + number++);
                compare(bucket, model);
            }
        } finally {
            fixture.close();
        }
    }

    private static void apply(Bucket bucket, NavigableMap<String, String> model, Step step, String content) {
        switch (step.verb()) {
            case PUT -> {
                bucket.put(step.key(), BucketContract.bytes(content));
                model.put(step.key(), content);
            }
            case CREATE -> {
                CloudException failure = catchThrowableOfType(
                        CloudException.class,
                        () -> bucket.put(step.key(), BucketContract.bytes(content), PutOptions.mode(PutMode.create())));
                assertThat(failure == null).isEqualTo(model.putIfAbsent(step.key(), content) == null);
            }
            case DELETE -> {
                bucket.delete(step.key());
                model.remove(step.key());
            }
            default -> copy(bucket, model, step);
        }
    }

    private static void copy(Bucket bucket, NavigableMap<String, String> model, Step step) {
        CloudException failure = catchThrowableOfType(
                CloudException.class, () -> bucket.copy(step.key(), Destination.key(step.other())));
        if (step.key().equals(step.other())) {
            assertThat(failure).isNotNull().returns(ErrorCode.INVALID_ARGUMENT, CloudException::code);
        } else if (model.containsKey(step.key())) {
            assertThat(failure).isNull();
            model.put(step.other(), model.get(step.key()));
        } else {
            assertThat(failure).isNotNull().returns(ErrorCode.NOT_FOUND, CloudException::code);
        }
    }

    private static void compare(Bucket bucket, NavigableMap<String, String> model) {
        assertThat(bucket.list(ListOptions.defaults().withPageSize(3)))
                .extracting(ObjectInfo::key)
                .containsExactlyElementsOf(model.keySet());
        model.forEach((key, content) -> assertThat(bucket.getBytes(key)).isEqualTo(BucketContract.bytes(content)));
    }

    enum Verb {
        PUT,
        CREATE,
        DELETE,
        COPY
    }

    record Step(Verb verb, String key, String other) {}
}
