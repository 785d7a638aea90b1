@NullMarked
package dev.welkin.junit;

import org.jspecify.annotations.NullMarked;
