/** What models see in images: classes, things and faces with their places, other images. */
@NullMarked
package dev.welkin.ai.vision;

import org.jspecify.annotations.NullMarked;
