package dev.welkin.junit;

import dev.welkin.Cloud;
import dev.welkin.time.CloudClock;
import dev.welkin.time.ManualClock;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Resolves parameters of type {@link Cloud}, {@link ManualClock} and {@link CloudClock}; see {@link WelkinTest}. All
 * parameters of one test, and of the methods before and after it, get the same Cloud and the clock of that Cloud.
 */
public final class WelkinExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(WelkinExtension.class);

    /** Makes the extension; JUnit does so for {@link WelkinTest}. */
    public WelkinExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        Class<?> type = parameter.getParameter().getType();
        return type == Cloud.class || type == ManualClock.class || type == CloudClock.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        if (test.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException("Each test has a Cloud of its own: take it as a parameter of the"
                    + " test or of a @BeforeEach method, not of a constructor or a @BeforeAll method");
        }
        OneTest mine =
                test.getStore(NAMESPACE).getOrComputeIfAbsent(OneTest.class, type -> new OneTest(), OneTest.class);
        return parameter.getParameter().getType() == Cloud.class ? mine.cloud : mine.clock;
    }

    /** JUnit closes what lies in a test's store when the test is over: up to 5.12 the one, later the other. */
    @SuppressWarnings("deprecation")
    private static final class OneTest implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        private final ManualClock clock = new ManualClock();
        private final Cloud cloud = Cloud.inMemory(clock);

        @Override
        public void close() {
            cloud.close();
        }
    }
}
