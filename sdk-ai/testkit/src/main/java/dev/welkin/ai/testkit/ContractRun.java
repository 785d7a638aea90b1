package dev.welkin.ai.testkit;

import dev.welkin.Capabilities;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * Gates each test by what the backend can do and what answers behind it and writes the results of a contract as JSON.
 */
final class ContractRun implements InvocationInterceptor, AfterAllCallback {
    private static final Namespace SPACE = Namespace.create(ContractRun.class);
    private static final Path RESULTS = Path.of("target", "contract-results");

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        AiContract contract = (AiContract) context.getRequiredTestInstance();
        List<Requires> required = required(context);
        Capabilities capabilities = contract.ai().capabilities();
        List<String> missing =
                missing(required, capabilities, contract.fixture().provider());
        String test = context.getRequiredTestMethod().getName();
        Report report = report(context, contract, capabilities);
        if (!missing.isEmpty()) {
            report.results.put(test, "skipped: lacks " + missing);
            invocation.skip();
            throw new TestAbortedException(capabilities.backend() + " lacks " + missing);
        }
        report.results.put(test, "failed");
        proceed(invocation);
        contract.assertNoCanaryWasSeen();
        report.results.put(test, "passed");
    }

    /** A test that skips itself would make a declared feature look tested. */
    private static void proceed(Invocation<Void> invocation) throws Throwable {
        try {
            invocation.proceed();
        } catch (TestAbortedException e) {
            throw new AssertionError("all that the test needs is declared, but it skipped itself", e);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Report report = context.getStore(SPACE).get("report", Report.class);
        if (report != null) {
            report.write(contractName(context.getRequiredTestClass()));
        }
    }

    private static List<Requires> required(ExtensionContext context) {
        List<Requires> required = new ArrayList<>();
        for (Class<?> type = context.getRequiredTestClass(); type != null; type = type.getSuperclass()) {
            add(type.getAnnotation(Requires.class), required);
        }
        add(context.getRequiredTestMethod().getAnnotation(Requires.class), required);
        return required;
    }

    private static void add(@Nullable Requires requires, List<Requires> all) {
        if (requires != null) {
            all.add(requires);
        }
    }

    private static List<String> missing(List<Requires> required, Capabilities capabilities, Provider provider) {
        Set<String> missing = new LinkedHashSet<>();
        for (Requires one : required) {
            Stream.of(one.value()).filter(f -> !capabilities.has(f)).forEach(f -> missing.add(f.name()));
            if (provider.compareTo(one.provider()) < 0) {
                missing.add("a provider that is " + one.provider());
            }
        }
        return List.copyOf(missing);
    }

    private static Report report(ExtensionContext context, AiContract contract, Capabilities capabilities) {
        ExtensionContext ofClass = context.getParent().orElse(context);
        return ofClass.getStore(SPACE)
                .getOrComputeIfAbsent(
                        "report", key -> new Report(contract.fixture().name(), capabilities), Report.class);
    }

    /** The contract is the class next below {@link AiContract}. */
    private static String contractName(Class<?> type) {
        Class<?> contract = type;
        while (contract.getSuperclass() != null && contract.getSuperclass() != AiContract.class) {
            contract = contract.getSuperclass();
        }
        return contract.getSimpleName();
    }

    /** What one backend made of one contract. */
    private static final class Report {
        private final String backend;
        private final Capabilities capabilities;
        private final Map<String, String> results = new TreeMap<>();

        Report(String backend, Capabilities capabilities) {
            this.backend = backend;
            this.capabilities = capabilities;
        }

        void write(String contract) {
            List<String> tests = new ArrayList<>();
            results.forEach((test, result) -> tests.add("    \"" + test + "\": \"" + result + "\""));
            List<String> features = capabilities.features().stream()
                    .map(f -> '"' + f.name() + '"')
                    .sorted()
                    .toList();
            String json = "{\n  \"backend\": \"" + backend + "\",\n  \"contract\": \"" + contract
                    + "\",\n  \"features\": [" + String.join(", ", features) + "],\n  \"tests\": {\n"
                    + String.join(",\n", tests) + "\n  }\n}\n";
            try {
                Files.createDirectories(RESULTS);
                Files.writeString(RESULTS.resolve("ai-" + backend + "-" + contract + ".json"), json);
            } catch (IOException e) {
                throw new UncheckedIOException("the results cannot be written", e);
            }
        }
    }
}
