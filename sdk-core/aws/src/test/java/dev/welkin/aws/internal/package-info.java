@NullMarked
package dev.welkin.aws.internal;

import org.jspecify.annotations.NullMarked;
