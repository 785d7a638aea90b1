package dev.welkin.ai.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SseReaderTest {
    @Test
    void commentsAndOtherFieldsAreSkipped() throws IOException {
        assertThat(read(": hello\nevent: x\nid: 1\ndata: a\n\n\n\ndata:b\n\n")).containsExactly("a", "b");
    }

    @Test
    void severalDataLinesMakeOneEvent() throws IOException {
        assertThat(read("data: a\ndata\ndata: b\n\n")).containsExactly("a\n\nb");
    }

    @Test
    void anEventThatTheStreamEndsInIsNotOne() throws IOException {
        assertThat(read("data: a\n\ndata: b\n")).containsExactly("a");
    }

    @Property(tries = 300)
    void anyTextComesThroughWithAnyLineEnd(@ForAll List<String> texts, @ForAll byte ending) throws IOException {
        String end = List.of("\n", "\r", "\r\n").get(Math.floorMod(ending, 3));
        List<String> wanted = new ArrayList<>();
        StringBuilder stream = new StringBuilder();
        for (String text : texts) {
            String clean =
                    new String(text.replaceAll("[\r\n]", " ").getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            wanted.add(clean);
            stream.append("data: ").append(clean).append(end).append(end);
        }
        assertThat(read(stream.toString())).isEqualTo(wanted);
    }

    private static List<String> read(String stream) throws IOException {
        SseReader reader = new SseReader(new ByteArrayInputStream(stream.getBytes(StandardCharsets.UTF_8)));
        List<String> events = new ArrayList<>();
        for (String event = reader.next(); event != null; event = reader.next()) {
            events.add(event);
        }
        return events;
    }
}
