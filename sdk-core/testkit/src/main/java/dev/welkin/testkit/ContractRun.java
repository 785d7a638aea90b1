package dev.welkin.testkit;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestWatcher;
import org.opentest4j.TestAbortedException;

/** Gates each test of a {@link Contract} by what its backend declares, and keeps what came out. */
final class ContractRun implements InvocationInterceptor, TestWatcher, AfterAllCallback {
    private static final Namespace SPACE = Namespace.create(ContractRun.class);

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        Contract contract = (Contract) context.getRequiredTestInstance();
        Set<String> required = required(contract, context);
        outcomes(context).opened(contract.candidate());
        Set<String> lacking = new TreeSet<>(required);
        lacking.removeIf(contract::has);
        if (!lacking.isEmpty()) {
            invocation.skip();
            throw new Lacking(contract.candidate().backend(), lacking);
        }
        proceed(invocation, required);
        contract.verify();
        outcomes(context).proven(required);
        outcomes(context).proven(contract.used(context.getRequiredTestMethod()));
    }

    private static void proceed(Invocation<Void> invocation, Set<String> declared) throws Throwable {
        try {
            invocation.proceed();
        } catch (TestAbortedException e) {
            throw new AssertionError(
                    "The backend has all that this test needs " + declared + ", but the test skipped itself", e);
        }
    }

    /** What the method needs, its class and the classes above. */
    private static Set<String> required(Contract contract, ExtensionContext context) {
        Set<String> all = new TreeSet<>(contract.required(context.getRequiredTestMethod()));
        for (Class<?> type = context.getRequiredTestClass(); type != null; type = type.getSuperclass()) {
            all.addAll(contract.required(type));
        }
        return all;
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        outcomes(context).passed(context.getRequiredTestMethod());
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        outcomes(context).failed(context.getRequiredTestMethod());
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        if (cause instanceof Lacking lacking) {
            outcomes(context).lacked(context.getRequiredTestMethod(), lacking.features);
        } else {
            outcomes(context).unasked(context.getRequiredTestMethod());
        }
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        outcomes(context).unasked(context.getRequiredTestMethod());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        ContractOutcomes outcomes = context.getStore(SPACE).get("outcomes", ContractOutcomes.class);
        Candidate candidate = outcomes == null ? null : outcomes.candidate();
        if (candidate != null) {
            results(context).add(candidate, outcomes);
            outcomes.assertAllAsked();
        }
    }

    private static ContractOutcomes outcomes(ExtensionContext ofTest) {
        return ofTest.getParent()
                .orElseThrow()
                .getStore(SPACE)
                .getOrComputeIfAbsent("outcomes", key -> new ContractOutcomes(), ContractOutcomes.class);
    }

    /** All classes of a run share the results, as several of them judge one backend. */
    private static ContractResults results(ExtensionContext context) {
        Path folder =
                Path.of(context.getConfigurationParameter(Contract.RESULTS).orElse("target/contract-results"));
        return context.getRoot()
                .getStore(SPACE)
                .getOrComputeIfAbsent("results", key -> new ContractResults(folder), ContractResults.class);
    }

    /** The one good reason not to run a test. */
    private static final class Lacking extends TestAbortedException {
        private static final long serialVersionUID = 1;

        private final TreeSet<String> features;

        Lacking(String backend, Set<String> features) {
            super(backend + " lacks " + features);
            this.features = new TreeSet<>(features);
        }
    }
}
