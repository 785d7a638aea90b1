@NullMarked
package dev.welkin.storage.testkit;

import org.jspecify.annotations.NullMarked;
