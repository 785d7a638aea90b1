@org.jspecify.annotations.NullMarked
package dev.welkin.ai.text;
