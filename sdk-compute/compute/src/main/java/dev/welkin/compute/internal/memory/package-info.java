/** The memory backend: tasks in this JVM that touch no file. Not API. */
@NullMarked
package dev.welkin.compute.internal.memory;

import org.jspecify.annotations.NullMarked;
