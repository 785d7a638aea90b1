package dev.welkin.testkit;

import java.lang.reflect.AnnotatedElement;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests that every backend of a service passes, run on one of them. A service's kit implements this once, in the class
 * below which all its contracts stand; a contract is an abstract class of tests, and a backend extends it.
 *
 * <p>A test whose backend lacks what {@link #required} names is skipped. Every other test must run: one that is
 * disabled or skips itself would make a declared feature look tested, so it fails the run. What came out is written to
 * {@code target/contract-results/SERVICE/BACKEND.json}, or below the folder that JUnit's configuration parameter
 * {@value #RESULTS} names.
 */
@ExtendWith(ContractRun.class)
public interface Contract {
    /** The configuration parameter that names the folder of the results. */
    String RESULTS = "welkin.contract-results";

    /**
     * Tells who is judged. Called in a test, after its {@code @BeforeEach} methods.
     *
     * @return the backend, as the test opened it
     */
    Candidate candidate();

    /**
     * Reads what the tests at one place need from the annotation that the kit has for it.
     *
     * @param place a test method, its class or a class above
     * @return names, of features above all; empty if all backends can run it
     */
    Set<String> required(AnnotatedElement place);

    /**
     * Reads which features a test uses where they are declared and does without elsewhere, as of calls that the service
     * answers by other means.
     *
     * @param test a test method
     * @return names of features; by default none
     */
    default Set<String> used(AnnotatedElement test) {
        return Set.of();
    }

    /**
     * Tells whether the candidate has what a test needs.
     *
     * @param requirement a name from {@link #required}
     * @return by default whether it is a declared feature
     */
    default boolean has(String requirement) {
        return candidate().features().contains(requirement);
    }

    /** Checks after each test that did not fail what must hold whatever the test was about; by default nothing. */
    default void verify() {}

    /**
     * Returns the names of features.
     *
     * @param features constants of a service's enum
     * @return their names
     */
    static Set<String> names(Enum<?>... features) {
        return Stream.of(features).map(Enum::name).collect(Collectors.toSet());
    }
}
