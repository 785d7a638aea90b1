/** What all AWS backends share: signing, the chain of credentials, regions and partitions, errors. */
@NullMarked
package dev.welkin.aws;

import org.jspecify.annotations.NullMarked;
