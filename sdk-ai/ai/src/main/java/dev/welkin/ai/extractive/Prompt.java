package dev.welkin.ai.extractive;

import dev.welkin.ai.chat.ChatMessage;
import dev.welkin.ai.chat.ChatRequest;
import dev.welkin.ai.chat.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request taken apart into the question and the text to answer from. The question is, in the last user message, what
 * is marked {@code Question:}, else the last sentence with a question mark, else a first or last sentence that gives an
 * order ("Summarise: ..", "List the alarms."). The rest of that message, and the user's earlier ones, is the text; the
 * system's messages are, where there is no other.
 *
 * @param question what is asked; "" if nothing is recognised as a question
 * @param text what may be quoted
 */
record Prompt(String question, List<Segment> text) {
    private static final Pattern MARKED =
            Pattern.compile("(?i)^(?:question|q|\u95ee\u9898|\u554f\u984c)\\s*[:\uff1a]\\s*(.+)$");
    private static final Pattern LABEL = Pattern.compile(
            "(?i)^(?:context|text|document|readings|data|alarms|\u4e0a\u4e0b\u6587|\u6587\u672c)\\s*[:\uff1a]$");
    private static final Pattern ORDER = Pattern.compile(
            "(?i)^(?:please\\s+)?(?:summari[sz]e|explain|describe|list|name|tell|give|find|show|answer|which|what|who|when|"
                    + "where|why|how|\u603b\u7ed3|\u6982\u62ec|\u5217\u51fa|\u8bf7)\\b?.*");
    private static final Pattern ORDER_AND_TEXT =
            Pattern.compile("(?s)^((?:please\\s+)?\\p{L}+(?:\\s+\\p{L}+){0,7}\\s*[:\uff1a])\\s*(.*\\S.*)$");

    static Prompt of(ChatRequest request) {
        List<ChatMessage> users = said(request, Role.USER);
        String last = users.isEmpty() ? "" : users.get(users.size() - 1).text().strip();
        List<Segment> text = new ArrayList<>();
        users.stream().limit(Math.max(0, users.size() - 1)).forEach(m -> text.addAll(Segments.of(m.text())));
        Prompt own = take(last);
        text.addAll(own.text);
        if (text.isEmpty()) {
            said(request, Role.SYSTEM).forEach(m -> text.addAll(Segments.of(m.text())));
        }
        text.removeIf(s -> LABEL.matcher(s.text()).matches());
        return new Prompt(own.question, List.copyOf(text));
    }

    private static List<ChatMessage> said(ChatRequest request, Role role) {
        return request.messages().stream().filter(m -> m.role() == role).toList();
    }

    private static Prompt take(String message) {
        Matcher order = ORDER_AND_TEXT.matcher(message);
        if (order.matches() && ORDER.matcher(order.group(1)).matches()) {
            return new Prompt(order.group(1), Segments.of(order.group(2)));
        }
        List<Segment> segments = new ArrayList<>(Segments.of(message));
        int at = question(segments);
        if (at < 0) {
            return new Prompt("", segments);
        }
        Matcher marked = MARKED.matcher(segments.get(at).text());
        String question = marked.matches() ? marked.group(1) : segments.get(at).text();
        segments.remove(at);
        return new Prompt(question, segments);
    }

    private static int question(List<Segment> segments) {
        for (int i = segments.size() - 1; i >= 0; i--) {
            if (MARKED.matcher(segments.get(i).text()).matches()) {
                return i;
            }
        }
        for (int i = segments.size() - 1; i >= 0; i--) {
            if (segments.get(i).asks()) {
                return i;
            }
        }
        return order(segments);
    }

    private static int order(List<Segment> segments) {
        int last = segments.size() - 1;
        if (last >= 0 && ORDER.matcher(segments.get(0).text()).matches()) {
            return 0;
        }
        return last >= 0 && ORDER.matcher(segments.get(last).text()).matches() ? last : -1;
    }
}
