@org.jspecify.annotations.NullMarked
package dev.welkin.ai.predict;
