package dev.welkin.compute.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.compute.FailureCause;
import dev.welkin.compute.JobState;
import java.io.IOException;
import java.io.Serial;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Function;

/** Records as JSON. Reads what later versions write: unknown fields, states and causes are tolerated. */
final class RecordJson {
    /** The largest record that is read: far above what a job with thousands of outputs writes. */
    static final int MAX_BYTES = 8 << 20;

    private static final int MAX_DEPTH = 50;

    private final ObjectMapper mapper = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxDocumentLength(MAX_BYTES)
                            .maxStringLength(1 << 20)
                            .build())
                    .build())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .registerModule(words());

    byte[] write(JobRecord record) {
        try {
            return mapper.writeValueAsBytes(record);
        } catch (JsonProcessingException e) {
            throw CloudException.of(ErrorCode.INTERNAL, "The record of job " + record.id() + " cannot be written", e);
        }
    }

    JobRecord read(String id, byte[] json) {
        try {
            JobRecord record = mapper.readValue(json, JobRecord.class);
            if (!id.equals(record.id())) {
                throw corrupted(id, null);
            }
            return record;
        } catch (IOException | RuntimeException e) {
            throw e instanceof CloudException known ? known : corrupted(id, e);
        }
    }

    private static CloudException corrupted(String id, @org.jspecify.annotations.Nullable Exception cause) {
        return CloudException.builder(
                        ErrorCode.CORRUPTED,
                        "The record jobs/" + id + "/record.json is not a job record; delete it if the job is over.")
                .cause(cause)
                .build();
    }

    private static SimpleModule words() {
        SimpleModule module = new SimpleModule("welkin-compute");
        module.addSerializer(Instant.class, new ToStringSerializer(Instant.class));
        module.addDeserializer(Instant.class, new Word<>(Instant.class, Instant::parse));
        module.addDeserializer(JobState.class, new Word<>(JobState.class, JobState::of));
        module.addDeserializer(FailureCause.class, new Word<>(FailureCause.class, FailureCause::of));
        return module;
    }

    /** A value that stands as one text. */
    private static final class Word<T> extends StdScalarDeserializer<T> {
        @Serial
        private static final long serialVersionUID = 1L;

        private final transient Function<String, T> parse;

        Word(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            try {
                return parse.apply(parser.getText());
            } catch (DateTimeException e) {
                throw new IOException("not of the expected form", e);
            }
        }
    }
}
