/** S3, and the clouds and servers that speak its protocol, as the backend of a Bucket. */
@NullMarked
package dev.welkin.storage.s3;

import org.jspecify.annotations.NullMarked;
