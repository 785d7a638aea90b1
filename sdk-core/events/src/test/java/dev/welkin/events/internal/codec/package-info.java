@NullMarked
package dev.welkin.events.internal.codec;

import org.jspecify.annotations.NullMarked;
