package dev.welkin.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class a fresh {@link dev.welkin.Cloud} in memory and its {@link dev.welkin.time.ManualClock}, as
 * parameters of test, {@code @BeforeEach} and {@code @AfterEach} methods:
 *
 * <pre>{@code
 * @WelkinTest
 * class OrdersTest {
 *     @Test
 *     void anOrderExpiresAfterADay(Cloud cloud, ManualClock clock) {
 *         Orders orders = new Orders(cloud);
 *         clock.advance(Duration.ofDays(1));
 *         assertThat(orders.open()).isEmpty();
 *     }
 * }
 * }</pre>
 *
 * The Cloud is closed after the test and its {@code @AfterEach} methods.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(WelkinExtension.class)
public @interface WelkinTest {}
