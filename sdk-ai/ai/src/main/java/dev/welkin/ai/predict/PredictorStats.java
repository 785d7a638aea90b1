package dev.welkin.ai.predict;

import java.time.Duration;

/**
 * What a predictor has done since it was opened.
 *
 * @param succeeded inputs answered
 * @param failed inputs that ended in an error of the model or a time-out
 * @param rejected inputs refused because the queue was full
 * @param batches calls of the model
 * @param largestBatch the most inputs of one call; 0 before the first
 * @param meanBatch inputs per call on average; 0 before the first
 * @param p50 the median time from asking to the answer, over the last {@value Latencies#WINDOW} answers; zero before
 *     the first
 * @param p99 the time that 99 of 100 answers don't exceed, over the same answers
 * @param waiting inputs that wait to be run
 * @param inFlight inputs asked for and not yet answered, the waiting ones included
 * @param nativeBytes what the model in service holds outside the Java heap, as it estimates
 */
public record PredictorStats(
        long succeeded,
        long failed,
        long rejected,
        long batches,
        int largestBatch,
        double meanBatch,
        Duration p50,
        Duration p99,
        int waiting,
        int inFlight,
        long nativeBytes) {}
