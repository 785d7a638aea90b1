/** Sensor readings through events, storage, compute and inference, to alarms and an answer. */
@NullMarked
package dev.welkin.samples.smartplatform;

import org.jspecify.annotations.NullMarked;
