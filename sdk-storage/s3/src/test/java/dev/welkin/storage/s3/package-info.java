@NullMarked
package dev.welkin.storage.s3;

import org.jspecify.annotations.NullMarked;
