/** Models that run on this machine by DJL. */
@NullMarked
package dev.welkin.ai.djl;

import org.jspecify.annotations.NullMarked;
