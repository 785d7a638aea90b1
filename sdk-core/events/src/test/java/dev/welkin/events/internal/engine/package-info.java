@NullMarked
package dev.welkin.events.internal.engine;

import org.jspecify.annotations.NullMarked;
