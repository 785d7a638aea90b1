@NullMarked
package dev.welkin.credentials;

import org.jspecify.annotations.NullMarked;
