/** What all Azure backends share: endpoints, credentials, signatures and errors. */
@NullMarked
package dev.welkin.azure;

import org.jspecify.annotations.NullMarked;
