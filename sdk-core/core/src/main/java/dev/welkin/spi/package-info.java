/** What a backend or a service builds on: the context of a Cloud and the loading of backends. */
@NullMarked
package dev.welkin.spi;

import org.jspecify.annotations.NullMarked;
