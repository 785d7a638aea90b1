package dev.welkin.internal;

import dev.welkin.config.Config;
import dev.welkin.config.Options;
import dev.welkin.config.Target;
import dev.welkin.credentials.Account;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Names as a configuration gives them. */
final class ConfiguredTargets implements TargetSource {
    private final Config config;

    ConfiguredTargets(Config config) {
        this.config = config;
    }

    @Override
    public List<Target> find(String service, String name) {
        return config.targets(service, name);
    }

    @Override
    public String source() {
        return config.source();
    }

    @Override
    public List<Target> known() {
        return Stream.of("storage", "events", "compute", "ai")
                .flatMap(service -> config.targets(service).values().stream())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public Map<String, Account> accounts() {
        return config.accounts();
    }

    @Override
    public Options section(String name) {
        return config.section(name);
    }
}
