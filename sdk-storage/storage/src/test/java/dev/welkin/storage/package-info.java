@NullMarked
package dev.welkin.storage;

import org.jspecify.annotations.NullMarked;
