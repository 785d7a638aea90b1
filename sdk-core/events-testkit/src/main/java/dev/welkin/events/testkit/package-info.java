/** The contracts of an event backend. */
@NullMarked
package dev.welkin.events.testkit;

import org.jspecify.annotations.NullMarked;
