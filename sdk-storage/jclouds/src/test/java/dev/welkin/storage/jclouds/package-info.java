@NullMarked
package dev.welkin.storage.jclouds;

import org.jspecify.annotations.NullMarked;
