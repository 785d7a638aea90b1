@NullMarked
package dev.welkin.events;

import org.jspecify.annotations.NullMarked;
