@NullMarked
package dev.welkin.events.internal.log;

import org.jspecify.annotations.NullMarked;
