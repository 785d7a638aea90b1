@NullMarked
package dev.welkin.samples.smartplatform;

import org.jspecify.annotations.NullMarked;
