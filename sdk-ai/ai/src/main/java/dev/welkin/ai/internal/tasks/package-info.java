/** What the tasks of models have in common. */
@NullMarked
package dev.welkin.ai.internal.tasks;

import org.jspecify.annotations.NullMarked;
