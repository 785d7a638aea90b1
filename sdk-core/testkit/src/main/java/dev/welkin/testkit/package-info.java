/** Tools for tests of anything durable or remote: fault server, child JVMs, histories. */
@NullMarked
package dev.welkin.testkit;

import org.jspecify.annotations.NullMarked;
