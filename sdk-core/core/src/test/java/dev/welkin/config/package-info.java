@NullMarked
package dev.welkin.config;

import org.jspecify.annotations.NullMarked;
