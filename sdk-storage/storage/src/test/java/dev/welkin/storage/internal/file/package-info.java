@NullMarked
package dev.welkin.storage.internal.file;

import org.jspecify.annotations.NullMarked;
