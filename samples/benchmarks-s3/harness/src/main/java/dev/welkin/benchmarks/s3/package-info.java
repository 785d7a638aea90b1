/** S3 clients beside each other. */
@NullMarked
package dev.welkin.benchmarks.s3;

import org.jspecify.annotations.NullMarked;
