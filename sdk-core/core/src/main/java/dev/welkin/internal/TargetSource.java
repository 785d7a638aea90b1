package dev.welkin.internal;

import dev.welkin.config.Options;
import dev.welkin.config.Target;
import dev.welkin.credentials.Account;
import java.util.List;
import java.util.Map;

/** Says what a name stands for. */
interface TargetSource {
    /** Finds the targets of a name, in the order they are tried; never empty. */
    List<Target> find(String service, String name);

    /** Where this comes from, for the log and the description. */
    String source();

    /** What each known name stands for, by service and name. */
    List<Target> known();

    /** The named accounts. */
    default Map<String, Account> accounts() {
        return Map.of();
    }

    /** The options of the section http or resilience. */
    default Options section(String name) {
        return Options.of(name, Map.of());
    }
}
