@NullMarked
package dev.welkin.internal;

import org.jspecify.annotations.NullMarked;
