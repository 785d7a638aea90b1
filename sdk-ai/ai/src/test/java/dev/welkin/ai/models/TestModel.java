package dev.welkin.ai.models;

import java.util.Map;

/** A model of any files. */
record TestModel(ModelDescription description, Map<String, byte[]> files) implements Model {}
