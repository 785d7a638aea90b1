@NullMarked
package dev.welkin.ai.anomaly;

import org.jspecify.annotations.NullMarked;
