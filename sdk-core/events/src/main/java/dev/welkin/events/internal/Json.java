package dev.welkin.events.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.io.IOException;
import java.io.Serial;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.function.Function;

/** Records to and from the JSON data of events. Times are ISO-8601 texts; unknown properties are passed over. */
public final class Json {
    private static final int MAX_DEPTH = 50;

    private final JsonMapper mapper;

    /** Makes a mapper of its own. */
    public Json() {
        JsonFactory limited = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build())
                .build();
        mapper = JsonMapper.builder(limited)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .addModule(times())
                .build();
    }

    /** Writes a record. */
    public byte[] write(Object record) {
        try {
            return mapper.writeValueAsBytes(record);
        } catch (JsonProcessingException e) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "A " + record.getClass().getName() + " cannot be written as JSON: " + e.getOriginalMessage(),
                    e);
        }
    }

    /** Reads a record; CORRUPTED if the bytes are not one. The message never holds the data. */
    public <T> T read(byte[] json, Class<T> type) {
        T value;
        try {
            value = mapper.readValue(json, type);
        } catch (IOException e) {
            throw undecodable(type, e.getClass().getSimpleName() + at(e));
        }
        if (value == null) {
            throw undecodable(type, "it is null");
        }
        return value;
    }

    /** Has no cause: the parser's own message quotes the data. */
    private static CloudException undecodable(Class<?> type, String why) {
        return CloudException.builder(
                        ErrorCode.CORRUPTED, "The event's data is not a " + type.getSimpleName() + ": " + why)
                .reason("undecodable")
                .build();
    }

    private static String at(IOException e) {
        JsonLocation place = e instanceof JsonProcessingException broken ? broken.getLocation() : null;
        return place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
    }

    private static SimpleModule times() {
        SimpleModule module = new SimpleModule("times");
        add(module, Instant.class, Instant::parse);
        add(module, Duration.class, Duration::parse);
        add(module, LocalDate.class, LocalDate::parse);
        add(module, LocalDateTime.class, LocalDateTime::parse);
        add(module, OffsetDateTime.class, OffsetDateTime::parse);
        return module;
    }

    private static <T> void add(SimpleModule module, Class<T> type, Function<String, T> parse) {
        module.addSerializer(type, ToStringSerializer.instance);
        module.addDeserializer(type, new FromText<>(type, parse));
    }

    /** Reads a time from its text. */
    private static final class FromText<T> extends StdScalarDeserializer<T> {
        @Serial
        private static final long serialVersionUID = 1L;

        private final transient Function<String, T> parse;

        FromText(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = parser.getValueAsString("");
            try {
                return parse.apply(text);
            } catch (DateTimeException e) {
                throw context.weirdStringException(text, handledType(), "not ISO-8601");
            }
        }
    }
}
