/** Where credentials come from: given explicitly, by the environment or by files. */
@NullMarked
package dev.welkin.credentials;

import org.jspecify.annotations.NullMarked;
