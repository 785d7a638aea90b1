/**
 * The call pipeline: deadline, retry with budget, circuit breaker, limiter and attempt time-out, once for every
 * service.
 */
@NullMarked
package dev.welkin.call;

import org.jspecify.annotations.NullMarked;
