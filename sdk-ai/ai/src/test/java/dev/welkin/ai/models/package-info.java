@org.jspecify.annotations.NullMarked
package dev.welkin.ai.models;
