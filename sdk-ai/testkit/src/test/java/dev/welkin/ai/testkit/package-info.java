@NullMarked
package dev.welkin.ai.testkit;

import org.jspecify.annotations.NullMarked;
