@NullMarked
package dev.welkin.storage.gcs;

import org.jspecify.annotations.NullMarked;
