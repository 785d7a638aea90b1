@NullMarked
package dev.welkin.events.testkit;

import org.jspecify.annotations.NullMarked;
