/** What a model's scores say of classes. */
@NullMarked
package dev.welkin.ai.internal.classes;

import org.jspecify.annotations.NullMarked;
