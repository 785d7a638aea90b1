/** Tests of the HTTP transport. */
@NullMarked
package dev.welkin.internal.http;

import org.jspecify.annotations.NullMarked;
