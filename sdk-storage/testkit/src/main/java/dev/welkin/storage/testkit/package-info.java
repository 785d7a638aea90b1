/**
 * The contracts every Bucket backend passes. A backend gives a {@link dev.welkin.storage.testkit.BucketFixture} and one
 * small test class per contract; what it does not declare in its capabilities is skipped, what it declares must pass.
 */
@NullMarked
package dev.welkin.storage.testkit;

import org.jspecify.annotations.NullMarked;
