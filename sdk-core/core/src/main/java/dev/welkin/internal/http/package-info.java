/** The HTTP SPI on OkHttp. */
@NullMarked
package dev.welkin.internal.http;

import org.jspecify.annotations.NullMarked;
