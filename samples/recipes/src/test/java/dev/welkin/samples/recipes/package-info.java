@NullMarked
package dev.welkin.samples.recipes;

import org.jspecify.annotations.NullMarked;
