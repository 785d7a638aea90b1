package dev.welkin.events.internal.log;

import dev.welkin.Capabilities;
import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.config.Target;
import dev.welkin.events.EventsFeature;
import dev.welkin.events.spi.EventsBackend;
import dev.welkin.events.spi.EventsDriver;
import dev.welkin.spi.CloudContext;
import dev.welkin.spi.PrivateFolder;
import dev.welkin.spi.Shown;
import java.nio.file.Files;
import java.util.Set;

/** The backend {@code log:<folder>}; its options are {@link LogOptions}. */
public final class LogBackend implements EventsBackend {
    /** For the service loader. */
    public LogBackend() {}

    @Override
    public Set<String> schemes() {
        return Set.of("log");
    }

    @Override
    public EventsDriver open(Target target, CloudContext context) {
        LogOptions options = LogOptions.of(target);
        if (!options.readOnly()) {
            return LogDriver.open(PrivateFolder.open(target.path()), options, context, Disk.REAL);
        }
        if (!Files.isDirectory(target.path())) {
            throw CloudException.of(
                    ErrorCode.NOT_FOUND, "There is no event log at " + Shown.of(target.path()) + " to open read-only");
        }
        return new ReadOnlyLog(PrivateFolder.open(target.path()), options, context);
    }

    /** What the log can do, with or without writing. */
    static Capabilities capabilities(LogOptions options) {
        Capabilities all =
                Capabilities.of("log", EventsFeature.values()).limit("maxEventBytes", options.maxEventBytes());
        return options.readOnly() ? all.without(EventsFeature.PUBLISH, EventsFeature.DURABLE_GROUPS) : all;
    }
}
