/** Servers that others wrote, to judge backends by; each in a JVM of its own. */
@NullMarked
package dev.welkin.testservers;

import org.jspecify.annotations.NullMarked;
