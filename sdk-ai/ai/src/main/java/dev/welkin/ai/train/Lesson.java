package dev.welkin.ai.train;

import dev.welkin.ai.models.ModelDescription;

/**
 * A network and what it learns, whatever the examples are.
 *
 * @param network not trained yet
 * @param train to learn from
 * @param validation never learned from
 * @param description the task, and how inputs become numbers
 */
record Lesson(Network network, Examples train, Examples validation, ModelDescription description) {}
