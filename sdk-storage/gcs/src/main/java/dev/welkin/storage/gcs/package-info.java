/** Google Cloud Storage as a Bucket backend, over its JSON API. */
@NullMarked
package dev.welkin.storage.gcs;

import org.jspecify.annotations.NullMarked;
