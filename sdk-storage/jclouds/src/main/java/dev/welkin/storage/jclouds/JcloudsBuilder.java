package dev.welkin.storage.jclouds;

import com.google.common.util.concurrent.MoreExecutors;
import com.google.inject.Injector;
import dev.welkin.Secret;
import java.util.List;
import java.util.Properties;
import org.jclouds.Constants;
import org.jclouds.ContextBuilder;
import org.jclouds.apis.ApiMetadata;
import org.jclouds.concurrent.config.ExecutorServiceModule;
import org.jclouds.domain.Credentials;
import org.jclouds.logging.config.NullLoggingModule;

/**
 * Builds what jclouds needs for one API: on our HTTP, silent, without threads, and blind to system properties, which
 * could send credentials elsewhere.
 */
final class JcloudsBuilder extends ContextBuilder {
    private JcloudsBuilder(ApiMetadata api) {
        super(api);
    }

    static Injector build(
            ApiMetadata api, String endpoint, String identity, Secret credential, Properties more, JcloudsHttp http) {
        Properties properties = new Properties();
        properties.setProperty(Constants.PROPERTY_MAX_RETRIES, "0");
        properties.setProperty(Constants.PROPERTY_MAX_REDIRECTS, "0");
        properties.putAll(more);
        return new JcloudsBuilder(api)
                .endpoint(endpoint)
                // a supplier's are not expanded, so they may hold any text
                .credentialsSupplier(() -> new Credentials(identity, credential.reveal()))
                .modules(List.of(
                        new JcloudsHttpModule(http),
                        new NullLoggingModule(),
                        new ExecutorServiceModule(MoreExecutors.newDirectExecutorService())))
                .overrides(properties)
                .buildInjector();
    }

    @Override
    protected Properties getSystemProperties() {
        return new Properties();
    }
}
