/** What models see in images: classes, faces, other images. */
@NullMarked
package dev.welkin.ai.vision;

import org.jspecify.annotations.NullMarked;
