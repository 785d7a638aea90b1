package dev.welkin.storage.jclouds;

import com.google.inject.AbstractModule;
import org.jclouds.http.HttpCommandExecutorService;
import org.jclouds.http.config.ConfiguresHttpCommandExecutorService;

/** Puts our HTTP in the place of jclouds' own. */
@ConfiguresHttpCommandExecutorService
final class JcloudsHttpModule extends AbstractModule {
    private final JcloudsHttp http;

    JcloudsHttpModule(JcloudsHttp http) {
        this.http = http;
    }

    @Override
    protected void configure() {
        bind(HttpCommandExecutorService.class).toInstance(http);
    }
}
