/** The contract every compute backend passes. */
@NullMarked
package dev.welkin.compute.testkit;

import org.jspecify.annotations.NullMarked;
