/** Tests of the test tools. */
@NullMarked
package dev.welkin.testkit;

import org.jspecify.annotations.NullMarked;
