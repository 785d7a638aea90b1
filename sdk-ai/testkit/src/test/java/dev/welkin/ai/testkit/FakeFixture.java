package dev.welkin.ai.testkit;

import dev.welkin.Cloud;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.Secret;
import dev.welkin.ai.fake.FakeAi;
import dev.welkin.ai.fake.FakeAnswer;
import dev.welkin.ai.testkit.ProviderAnswer.Broken;
import dev.welkin.ai.testkit.ProviderAnswer.Complete;
import dev.welkin.ai.testkit.ProviderAnswer.Refusal;
import dev.welkin.testkit.Judge;
import dev.welkin.time.ManualClock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The scripted backend, on a manual clock: what it judges is the portable layer above every backend. */
final class FakeFixture implements ChatFixture, ProviderScript {
    private @Nullable FakeAi fake;

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public Provider provider() {
        return Provider.SCRIPTED;
    }

    @Override
    public Judge judge() {
        return Judge.itself();
    }

    @Override
    public Cloud open(Cloud.Builder builder, Secret key) {
        Cloud cloud = builder.inMemory().clock(new ManualClock()).open();
        fake = FakeAi.of(cloud);
        return cloud;
    }

    @Override
    public ProviderScript script() {
        return this;
    }

    @Override
    public void enqueue(ProviderAnswer... answers) {
        Stream.of(answers).map(FakeFixture::played).forEach(answer -> fake().enqueue(answer));
    }

    @Override
    public void always(ProviderAnswer answer) {
        fake().otherwise(played(answer));
    }

    @Override
    public int requests() {
        return fake().requests().size();
    }

    private FakeAi fake() {
        if (fake == null) {
            throw new IllegalStateException("not opened");
        }
        return fake;
    }

    private static FakeAnswer played(ProviderAnswer answer) {
        if (answer instanceof Complete complete) {
            return new FakeAnswer(complete.events(), complete.finish(), FakeAnswer.Ending.WHOLE, null);
        }
        if (answer instanceof Refusal refusal) {
            return refused(refusal);
        }
        return broken((Broken) answer);
    }

    private static FakeAnswer refused(Refusal refusal) {
        return switch (refusal.kind()) {
            case RATE_LIMITED -> FakeAnswer.rateLimited(refusal.retryAfter());
            case QUOTA -> FakeAnswer.failure(ErrorCode.QUOTA_EXCEEDED);
            case UNAUTHENTICATED -> FakeAnswer.failure(ErrorCode.UNAUTHENTICATED);
            case SERVER_ERROR -> FakeAnswer.failure(ErrorCode.UNAVAILABLE);
            case CONTEXT_LENGTH ->
                FakeAnswer.failure(CloudException.builder(ErrorCode.INVALID_ARGUMENT, "The script finds it too long")
                        .reason("context_length")
                        .build());
        };
    }

    private static FakeAnswer broken(Broken broken) {
        String[] pieces = broken.pieces().toArray(String[]::new);
        return switch (broken.fault()) {
            case CUT -> FakeAnswer.cut(pieces);
            case STALLED -> FakeAnswer.stalled(pieces);
            case MALFORMED, TOO_LARGE, LOST -> throw new IllegalArgumentException("only over HTTP: " + broken.fault());
        };
    }
}
