package dev.welkin.storage.testkit;

import dev.welkin.storage.StorageFeature;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The features a test needs: a backend that lacks one skips it, a backend that declares all must run and pass it. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Requires {
    /**
     * Returns the features.
     *
     * @return all that are needed; by default none
     */
    StorageFeature[] value() default {};

    /**
     * Returns the features that the test uses where they are declared and does without elsewhere.
     *
     * @return by default none
     */
    StorageFeature[] uses() default {};
}
