/** What the AWS backends share: Signature Version 4, credentials, regions and errors. */
@NullMarked
package dev.welkin.aws;

import org.jspecify.annotations.NullMarked;
