/** For users' own tests with JUnit 5: a fresh Cloud in memory for each test, and the clock it runs on. */
@NullMarked
package dev.welkin.junit;

import org.jspecify.annotations.NullMarked;
