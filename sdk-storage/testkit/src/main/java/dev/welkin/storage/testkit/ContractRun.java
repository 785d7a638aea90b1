package dev.welkin.storage.testkit;

import dev.welkin.Capabilities;
import dev.welkin.storage.StorageFeature;
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
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/** Gates each test by the bucket's capabilities and writes the results of a contract as JSON. */
final class ContractRun implements InvocationInterceptor, AfterAllCallback {
    private static final Namespace SPACE = Namespace.create(ContractRun.class);
    private static final Path RESULTS = Path.of("target", "contract-results");

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        BucketContract contract = (BucketContract) context.getRequiredTestInstance();
        Capabilities capabilities = contract.bucket().capabilities();
        List<StorageFeature> missing =
                required(context).stream().filter(f -> !capabilities.has(f)).toList();
        String test = context.getRequiredTestMethod().getName();
        Report report = report(context, contract, capabilities);
        if (!missing.isEmpty()) {
            report.results.put(test, "skipped: lacks " + missing);
            invocation.skip();
            throw new TestAbortedException(capabilities.backend() + " lacks " + missing);
        }
        report.results.put(test, "failed");
        proceed(invocation, required(context));
        report.results.put(test, "passed");
    }

    /** A test that skips itself would make a declared feature look tested. */
    private static void proceed(Invocation<Void> invocation, Set<StorageFeature> declared) throws Throwable {
        try {
            invocation.proceed();
        } catch (TestAbortedException e) {
            throw new AssertionError("declared " + declared + ", but its test was skipped: " + e.getMessage(), e);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Report report = context.getStore(SPACE).get("report", Report.class);
        if (report != null) {
            report.write(contractName(context.getRequiredTestClass()));
        }
    }

    private static Set<StorageFeature> required(ExtensionContext context) {
        Set<StorageFeature> features = new LinkedHashSet<>();
        for (Class<?> type = context.getRequiredTestClass(); type != null; type = type.getSuperclass()) {
            add(type.getAnnotation(Requires.class), features);
        }
        add(context.getRequiredTestMethod().getAnnotation(Requires.class), features);
        return features;
    }

    private static void add(@org.jspecify.annotations.Nullable Requires requires, Set<StorageFeature> features) {
        if (requires != null) {
            features.addAll(List.of(requires.value()));
        }
    }

    private static Report report(ExtensionContext context, BucketContract contract, Capabilities capabilities) {
        ExtensionContext ofClass = context.getParent().orElse(context);
        return ofClass.getStore(SPACE)
                .getOrComputeIfAbsent(
                        "report", key -> new Report(contract.fixture().name(), capabilities), Report.class);
    }

    /** The contract is the class next below {@link BucketContract}. */
    private static String contractName(Class<?> type) {
        Class<?> contract = type;
        while (contract.getSuperclass() != null && contract.getSuperclass() != BucketContract.class) {
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
                Files.writeString(RESULTS.resolve("storage-" + backend + "-" + contract + ".json"), json);
            } catch (IOException e) {
                throw new UncheckedIOException("the results cannot be written", e);
            }
        }
    }
}
