package dev.welkin.docs;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of the house, over the compiled classes of every published module. */
class ArchitectureTest {
    private static final String[] THIRD_PARTY = {
        "okhttp3..",
        "okio..",
        "kotlin..",
        "com.fasterxml.jackson..",
        "io.github.resilience4j..",
        "org.snakeyaml..",
        "ai.djl..",
        "ai.onnxruntime..",
        "org.jclouds..",
        "com.google..",
        "jakarta.."
    };

    private static final Pattern SECRET_NAME = Pattern.compile(
            "(?i).*(secret|password|passphrase|credential|api_?key|access_?key|private_?key|account_?key|bearer|token)");

    /** What goes over the wire for all to see: the scope of a signature, and what a part was stored as. */
    private static final Set<String> NO_SECRETS = Set.of(
            "dev.welkin.aws.SigningKey.credential",
            "dev.welkin.storage.UploadedPart.token",
            "dev.welkin.storage.internal.file.History$Kept.token");

    /** A comparison of a scheme's or provider's name with a literal. */
    private static final Pattern PROVIDER_CHECK =
            Pattern.compile("(scheme|provider)\\(\\)\\s*(==|!=|\\.equals(IgnoreCase)?\\(\\s*\")"
                    + "|\"\\.equals(IgnoreCase)?\\([^)]*(scheme|provider)\\(\\)"
                    + "|switch \\([^)]*(scheme|provider)\\(\\)");

    /** What a cloud's backends share says that an account of another cloud cannot be used there. */
    private static final Pattern CLOUDS_OWN = Pattern.compile("sdk-core/(aws|azure|google)/|/(Swift|B2)Settings.java");

    private static JavaClasses published = new ClassFileImporter().importPaths(List.of());

    @BeforeAll
    static void importPublishedClasses() {
        List<Path> folders = Repository.publishedModules().stream()
                .map(m -> m.folder().resolve("target/classes"))
                .filter(Files::isDirectory)
                .toList();
        published = new ClassFileImporter().importPaths(folders);
        assertThat(published.size()).as("classes found in %s", folders).isGreaterThan(100);
    }

    @Test
    void importsGoOneWayFromCoreThroughStorageAndEventsToComputeAndAi() {
        layer("dev.welkin.storage..", "dev.welkin.events..", "dev.welkin.compute..", "dev.welkin.ai..");
        layer("dev.welkin.events..", "dev.welkin.compute..", "dev.welkin.ai..");
        layer("dev.welkin.compute..", "dev.welkin.ai..");
        layer("dev.welkin.ai..", "dev.welkin.compute..");
    }

    @Test
    void coreKnowsNoService() {
        noClasses()
                .that(areCore())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.welkin.storage..", "dev.welkin.events..", "dev.welkin.compute..", "dev.welkin.ai..")
                .check(published);
    }

    @Test
    void noPublicSignatureShowsAThirdPartyType() {
        classes()
                .that()
                .arePublic()
                .and(areApi())
                .should(showOnlyTheirOwnTypes())
                .check(published);
    }

    @Test
    void okHttpLivesOnlyInTheCoresInternals() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.welkin.internal..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("okhttp3..", "okio..")
                .check(published);
    }

    @Test
    void internalPackagesStayInsideTheirModule() {
        classes().should(useInternalsOfTheirOwnModuleOnly()).check(published);
    }

    @Test
    void nothingReadsJavaObjectsFromBytes() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .check(published);
    }

    @Test
    void onlyTheLocalComputeBackendTheTestkitAndAskersOfCommandLinesStartProcesses() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.welkin.compute.internal.local..", "dev.welkin.testkit..")
                .and()
                .doNotHaveFullyQualifiedName("dev.welkin.azure.AzCli") // a list of arguments, never a shell
                .and()
                .doNotHaveFullyQualifiedName("dev.welkin.aws.internal.ProcessSource") // likewise
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.ProcessBuilder")
                .check(published);
    }

    @Test
    void nobodyStartsACommandLineWithoutAProcessBuilder() {
        noClasses()
                .should()
                .callMethodWhere(target(nameMatching("exec")).and(target(owner(type(Runtime.class)))))
                .check(published);
    }

    @Test
    void nobodyTurnsOffTheChecksOfTls() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.welkin.testkit..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("javax.net.ssl.HostnameVerifier") // also as a lambda
                .orShould()
                .beAssignableTo(javax.net.ssl.TrustManager.class)
                .orShould()
                .callMethodWhere(target(nameMatching("setEndpointIdentificationAlgorithm")))
                .check(published);
    }

    @Test
    void noRecordComponentOrFieldHoldsASecretAsText() {
        noFields()
                .that()
                .haveRawType(String.class)
                .and(new DescribedPredicate<JavaField>("are named like a secret") {
                    @Override
                    public boolean test(JavaField field) {
                        return !field.getModifiers().contains(JavaModifier.STATIC)
                                && !NO_SECRETS.contains(field.getFullName())
                                && SECRET_NAME.matcher(field.getName()).matches();
                    }
                })
                .should()
                .beDeclaredInClassesThat()
                .areNotAssignableTo(dev.welkin.Secret.class)
                .allowEmptyShould(true) // none is named so, which is the best of all
                .check(published);
    }

    @Test
    void whatIsListedAsNoSecretIsStillThere() {
        assertThat(published.stream().flatMap(type -> type.getFields().stream()).map(JavaField::getFullName))
                .containsAll(NO_SECRETS);
    }

    @Test
    void theEnvironmentIsReadOnceAndHandedOn() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.welkin.internal.CloudOptions")
                .and()
                .resideOutsideOfPackages(
                        "dev.welkin.testkit..", // has no Cloud
                        "dev.welkin.compute.internal.local..") // starts children of this very process
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .check(published);
    }

    @Test
    void nobodyAsksWhichProviderItIs() {
        for (Repository.Module module : Repository.publishedModules()) {
            Repository.walk(module.folder().resolve("src/main/java"))
                    .filter(file -> !CLOUDS_OWN.matcher(file.toString()).find())
                    .forEach(file -> assertThat(PROVIDER_CHECK
                                    .matcher(Repository.read(file))
                                    .results()
                                    .map(MatchResult::group))
                            .as("%s", file)
                            .isEmpty());
        }
    }

    @Test
    void theProviderCheckIsSeenWhereThereIsOne() {
        assertThat("if (target.scheme().equals(\"s3\"))").containsPattern(PROVIDER_CHECK);
        assertThat("return \"aws\".equals(account.provider());").containsPattern(PROVIDER_CHECK);
        assertThat("switch (target.scheme()) {").containsPattern(PROVIDER_CHECK);
        assertThat("backend.scheme().equals(target.scheme())").doesNotContainPattern(PROVIDER_CHECK);
    }

    @Test
    void noPackageIsInTwoJars() {
        Map<String, String> owner = new HashMap<>();
        for (Repository.Module module : Repository.publishedModules()) {
            packages(module)
                    .forEach(name -> assertThat(owner.putIfAbsent(name, module.artifactId()))
                            .as("package %s is in %s and in another jar", name, module.artifactId())
                            .isNull());
        }
    }

    @Test
    void everyPackageIsNullMarked() {
        for (Repository.Module module : Repository.publishedModules()) {
            Repository.walk(module.folder().resolve("src/main/java"))
                    .map(Path::getParent)
                    .distinct()
                    .forEach(folder -> assertThat(Repository.read(folder.resolve("package-info.java")))
                            .as("%s", folder)
                            .contains("@NullMarked"));
        }
    }

    @Test
    void servicesHaveNoCyclesBetweenThem() {
        SlicesRuleDefinition.slices()
                .matching("dev.welkin.(storage|events|compute|ai)..")
                .should()
                .beFreeOfCycles()
                .check(published);
    }

    private static void layer(String lower, String... higher) {
        noClasses()
                .that()
                .resideInAPackage(lower)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(higher)
                .check(published);
    }

    private static DescribedPredicate<JavaClass> areCore() {
        return DescribedPredicate.not(resideInAnyPackage(
                "dev.welkin.storage..",
                "dev.welkin.events..",
                "dev.welkin.compute..",
                "dev.welkin.ai..",
                "dev.welkin.testkit.."));
    }

    private static DescribedPredicate<JavaClass> areApi() {
        return DescribedPredicate.not(resideInAnyPackage("..internal.."));
    }

    private static ArchCondition<JavaClass> showOnlyTheirOwnTypes() {
        DescribedPredicate<JavaClass> foreign = resideInAnyPackage(THIRD_PARTY);
        return new ArchCondition<>("show no third-party type in a public or protected signature") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getCodeUnits().stream()
                        .filter(ArchitectureTest::isVisible)
                        .filter(unit -> types(unit).anyMatch(foreign))
                        .forEach(unit -> events.add(SimpleConditionEvent.violated(type, unit.getDescription())));
            }
        };
    }

    private static boolean isVisible(JavaCodeUnit unit) {
        return unit.getModifiers().contains(JavaModifier.PUBLIC)
                || unit.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static Stream<JavaClass> types(JavaCodeUnit unit) {
        return Stream.concat(
                unit.getReturnType().getAllInvolvedRawTypes().stream(),
                unit.getParameterTypes().stream().flatMap(t -> t.getAllInvolvedRawTypes().stream()));
    }

    private static ArchCondition<JavaClass> useInternalsOfTheirOwnModuleOnly() {
        return new ArchCondition<>("use internals of their own module only") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(d -> d.getTargetClass().getPackageName().contains(".internal"))
                        .filter(d ->
                                !module(type).equals(module(d.getTargetClass().getBaseComponentType())))
                        .forEach(d -> events.add(SimpleConditionEvent.violated(type, d.getDescription())));
            }
        };
    }

    /** The class folder a class was read from, which names its module. */
    private static String module(JavaClass type) {
        String uri = type.getSource().map(s -> s.getUri().toString()).orElse("");
        int classes = uri.indexOf("/target/classes/");
        return classes < 0 ? uri : uri.substring(0, classes);
    }

    private static Stream<String> packages(Repository.Module module) {
        Path sources = module.folder().resolve("src/main/java");
        return Repository.walk(sources)
                .map(file -> packageOf(sources.relativize(file)))
                .distinct();
    }

    private static String packageOf(Path file) {
        return file.toString().substring(0, file.toString().lastIndexOf('/')).replace('/', '.');
    }
}
