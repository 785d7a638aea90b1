/** Tests of the HTTP SPI. */
@NullMarked
package dev.welkin.http;

import org.jspecify.annotations.NullMarked;
