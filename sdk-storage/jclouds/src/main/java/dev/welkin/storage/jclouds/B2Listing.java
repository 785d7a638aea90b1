package dev.welkin.storage.jclouds;

import dev.welkin.call.Attempt;
import dev.welkin.spi.Json;
import dev.welkin.storage.ListOptions;
import dev.welkin.storage.ListPage;
import dev.welkin.storage.ObjectAttributes;
import dev.welkin.storage.ObjectInfo;
import dev.welkin.storage.spi.ListRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lists files ("b2_list_file_names"); a page goes on with the name that the page before says. */
final class B2Listing {
    private final B2Place place;

    B2Listing(B2Place place) {
        this.place = place;
    }

    ListPage page(ListRequest request, Attempt attempt) throws InterruptedException {
        ListOptions options = request.options();
        String cursor = request.cursor();
        Map<String, Object> question = place.question(attempt);
        question.put("prefix", options.prefix());
        String start = cursor == null ? options.startAfter() : cursor;
        // the first page begins with the key behind which it should begin, if that is there
        boolean inclusive = cursor == null && !start.isEmpty();
        question.put("maxFileCount", options.pageSize() + (inclusive ? 1 : 0));
        if (!start.isEmpty()) {
            question.put("startFileName", start);
        }
        if (!options.delimiter().isEmpty()) {
            question.put("delimiter", options.delimiter());
        }
        return page(place.ask("b2_list_file_names", question, attempt), inclusive ? start : "");
    }

    private static ListPage page(Json answer, String without) {
        List<ObjectInfo> objects = new ArrayList<>();
        List<String> prefixes = new ArrayList<>();
        for (Json file : answer.at("files").items()) {
            String name = B2Answer.text(file, "fileName");
            if (B2Answer.text(file, "action").equals("folder")) {
                prefixes.add(name);
            } else if (!name.equals(without)) {
                objects.add(B2Headers.written(file, ObjectAttributes.NONE));
            }
        }
        String next = answer.text("nextFileName");
        return new ListPage(objects, prefixes, next.isEmpty() ? null : next);
    }
}
