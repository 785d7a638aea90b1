package dev.welkin.compute.testkit;

import dev.welkin.compute.ComputeFeature;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a test needs: a backend that lacks it skips the test, a backend that has all of it must run and pass it. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Requires {
    /**
     * Returns the features.
     *
     * @return all that are needed; by default none
     */
    ComputeFeature[] value() default {};

    /**
     * Returns the features that must be missing, for tests of what the lack of one looks like.
     *
     * @return by default none
     */
    ComputeFeature[] without() default {};

    /**
     * Tells whether a back-off must really be waited for.
     *
     * @return by default any clock will do
     */
    boolean waitingClock() default false;
}
