/** The life of a job: records, staging, attempts, logs. Not API. */
@NullMarked
package dev.welkin.compute.internal;

import org.jspecify.annotations.NullMarked;
