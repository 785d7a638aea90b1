package dev.welkin.internal;

import dev.welkin.call.ResilienceOptions;
import dev.welkin.config.Target;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What shares a breaker, a retry budget and limits: calls to one place, as one account, under one set of rules. Other
 * options of a target, such as time-outs of HTTP or a prefix, say how something is asked there and part nothing.
 */
record Endpoint(String scheme, String location, Map<String, String> place, ResilienceOptions rules) {
    /** The options that lead to another server or to another account's quota. */
    private static final Set<String> PLACE = Set.of("endpoint", "region", "account");

    static Endpoint of(Target target, ResilienceOptions rules) {
        Map<String, String> place = PLACE.stream()
                .filter(target.options()::containsKey)
                .collect(Collectors.toMap(
                        option -> option, option -> target.text(option).orElse("")));
        return new Endpoint(target.scheme(), target.location(), place, rules);
    }
}
