/** The local backend: processes and tasks on this machine. Not API. */
@NullMarked
package dev.welkin.compute.internal.local;

import org.jspecify.annotations.NullMarked;
