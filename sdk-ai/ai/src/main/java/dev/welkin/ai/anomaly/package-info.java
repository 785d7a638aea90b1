/**
 * Finding what looks wrong. {@link dev.welkin.ai.anomaly.IsolationForest} finds the odd ones among rows of numbers. In
 * a series of numbers, one reading at a time, {@link dev.welkin.ai.anomaly.AnomalyDetector} scores,
 * {@link dev.welkin.ai.anomaly.AnomalyModel} is what was learnt from history, and
 * {@link dev.welkin.ai.anomaly.NumentaScore} and {@link dev.welkin.ai.anomaly.AlarmQuality} judge alarms against
 * labelled windows.
 */
@NullMarked
package dev.welkin.ai.anomaly;

import org.jspecify.annotations.NullMarked;
