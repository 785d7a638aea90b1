/** The HTTP SPI for backends: our own request, response and body types over one shared connection pool. */
@NullMarked
package dev.welkin.http;

import org.jspecify.annotations.NullMarked;
