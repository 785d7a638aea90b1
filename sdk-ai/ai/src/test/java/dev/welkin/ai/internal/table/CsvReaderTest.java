package dev.welkin.ai.internal.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Comma-separated values, as RFC 4180 has them. */
class CsvReaderTest {
    @Property
    void whatIsWrittenReadsBack(@ForAll("records") List<List<String>> records, @ForAll("lineEnds") String lineEnd) {
        String text = String.join(lineEnd, records.stream().map(CsvLine::join).toList());
        assertThat(read(text, ',')).isEqualTo(records);
        assertThat(read(text + lineEnd, ',')).isEqualTo(records);
        assertThat(read("\uFEFF" + text, ',')).isEqualTo(records);
    }

    @Property
    void anyTextIsReadOrRefusedWithItsLine(@ForAll("texts") String text) {
        try {
            assertThat(read(text, ',')).allSatisfy(record -> assertThat(record).isNotEmpty());
        } catch (CloudException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
            assertThat(e.reason()).isEqualTo("csv");
            assertThat(e).hasMessageContaining("begins in line ");
        }
    }

    @Provide
    Arbitrary<List<List<String>>> records() {
        return texts().list().ofMinSize(1).ofMaxSize(5).list().ofMaxSize(6);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars(',', '"', '\n', '\r', ' ', 'a', 'é', '\uFEFF', ';')
                .ofMaxLength(8);
    }

    @Provide
    Arbitrary<String> lineEnds() {
        return Arbitraries.of("\n", "\r\n", "\r");
    }

    @Example
    void quotedCellsHoldSeparatorsQuotesAndLineEnds() {
        assertThat(read("a,\"b, \"\"c\"\"\r\nd\",e\r\n", ',')).containsExactly(List.of("a", "b, \"c\"\r\nd", "e"));
        assertThat(read("a;b,c", ';')).containsExactly(List.of("a", "b,c"));
        assertThat(read(",", ',')).containsExactly(List.of("", ""));
        assertThat(read("\"\"\n\n x ", ',')).containsExactly(List.of(""), List.of(" x "));
        assertThat(read("", ',')).isEmpty();
    }

    @Example
    void recordKnowsTheLineItBeginsIn() {
        CsvReader reader = new CsvReader(new StringReader("a\r\n\"b\r\nb\"\r\n\r\nc\rd\ne"), ',');
        List<Long> lines = new ArrayList<>();
        while (reader.next() != null) {
            lines.add(reader.line());
        }
        assertThat(lines).containsExactly(1L, 2L, 5L, 6L, 7L);
    }

    @Example
    void brokenQuotesAreNamedWithTheirLine() {
        assertRefused("a,b\nc,\"d\n", "a quote that is never closed, in the record that begins in line 2");
        assertRefused(
                "a,b\n\nc,d\"e\n",
                "a quote inside a cell that does not begin with one, in the record that begins in line 3");
        assertRefused("\"a\" ,b", "a cell goes on after its closing quote");
    }

    @Example
    void recordWithoutEndIsRefused() {
        assertRefused("\"" + "x".repeat(CsvReader.MAX_RECORD_CHARS + 1), "more than 4194304 characters");
        assertRefused(",".repeat(CsvReader.MAX_RECORD_CHARS + 1), "more than 4194304 characters");
    }

    @Example
    void brokenEncodingIsRefused() {
        Reader latin = new InputStreamReader(
                new ByteArrayInputStream("M\u00fcnchen".getBytes(StandardCharsets.ISO_8859_1)),
                StandardCharsets.UTF_8.newDecoder());
        assertThatThrownBy(() -> new CsvReader(latin, ',').next())
                .isInstanceOf(CloudException.class)
                .hasMessageContaining("it is no UTF-8 text");
    }

    @Example
    void failingReaderIsUnavailable() {
        Reader broken = new Reader() {
            @Override
            public int read(char[] into, int offset, int length) throws IOException {
                throw new IOException("the disk is gone");
            }

            @Override
            public void close() {}
        };
        assertThatThrownBy(() -> new CsvReader(broken, ',').next())
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
                .hasMessageContaining("the disk is gone");
    }

    private static void assertRefused(String text, String why) {
        assertThatThrownBy(() -> read(text, ','))
                .isInstanceOfSatisfying(CloudException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
                    assertThat(e.reason()).isEqualTo("csv");
                })
                .hasMessageContaining(why);
    }

    private static List<List<String>> read(String text, char separator) {
        CsvReader reader = new CsvReader(new StringReader(text), separator);
        List<List<String>> records = new ArrayList<>();
        List<String> record = reader.next();
        while (record != null) {
            records.add(record);
            record = reader.next();
        }
        return records;
    }
}
