package dev.welkin.ai.testkit;

import dev.welkin.ai.chat.ChatFeature;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a test needs: a backend that lacks it skips the test, a backend that declares all must run and pass it. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Requires {
    /**
     * Returns the features.
     *
     * @return all that are needed; by default none
     */
    ChatFeature[] value() default {};

    /**
     * Returns the features that the test uses where they are declared and does without elsewhere.
     *
     * @return by default none
     */
    ChatFeature[] uses() default {};

    /**
     * Returns what must answer behind the backend.
     *
     * @return the least that will do; by default anything
     */
    Provider provider() default Provider.REAL;
}
