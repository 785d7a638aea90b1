@NullMarked
package dev.welkin.aws;

import org.jspecify.annotations.NullMarked;
