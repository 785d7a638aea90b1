package dev.welkin.ai.anomaly;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;

/**
 * What a detector can be told. The defaults serve series of any unit and of any pace from seconds to days; they are the
 * ones the published figures were measured with, the same for every series.
 *
 * @param slotsPerDay into how many parts the day (UTC) is cut to learn what is usual in each, 1 to 1440; default 48, of
 *     half an hour each; 1 for what does not depend on the time of day
 * @param warmUpReadings how many readings of a cold detector score 0 while it gets to know the series, at least 1;
 *     default 100
 * @param quietReadings how many readings at least no new alarm follows an alarm; default 120
 * @param memoryReadings after how many readings a record has faded to a third, at least 100; default 5,000
 * @param alarmRatio how many times the record a reading must reach to be an alarm, above 0; default 1.08
 */
public record AnomalySettings(
        int slotsPerDay, int warmUpReadings, int quietReadings, int memoryReadings, double alarmRatio) {
    private static final AnomalySettings DEFAULTS = new AnomalySettings(48, 100, 120, 5_000, 1.08);
    private static final int MINUTES_PER_DAY = 1440;
    private static final int LEAST_MEMORY = 100;

    /** Refuses what is out of range. */
    public AnomalySettings {
        check(slotsPerDay >= 1 && slotsPerDay <= MINUTES_PER_DAY, "slotsPerDay", slotsPerDay, "1 to 1440");
        check(warmUpReadings >= 1, "warmUpReadings", warmUpReadings, "at least 1");
        check(quietReadings >= 0, "quietReadings", quietReadings, "at least 0");
        check(memoryReadings >= LEAST_MEMORY, "memoryReadings", memoryReadings, "at least 100");
        check(alarmRatio > 0 && Double.isFinite(alarmRatio), "alarmRatio", alarmRatio, "a number above 0");
    }

    /**
     * Returns the defaults.
     *
     * @return the settings
     */
    public static AnomalySettings defaults() {
        return DEFAULTS;
    }

    /**
     * Sets into how many parts the day is cut.
     *
     * @param value 1 to 1440
     * @return new settings
     */
    public AnomalySettings slotsPerDay(int value) {
        return new AnomalySettings(value, warmUpReadings, quietReadings, memoryReadings, alarmRatio);
    }

    /**
     * Sets how many readings of a cold detector score 0.
     *
     * @param value at least 1
     * @return new settings
     */
    public AnomalySettings warmUpReadings(int value) {
        return new AnomalySettings(slotsPerDay, value, quietReadings, memoryReadings, alarmRatio);
    }

    /**
     * Sets how many readings at least no new alarm follows an alarm.
     *
     * @param value at least 0
     * @return new settings
     */
    public AnomalySettings quietReadings(int value) {
        return new AnomalySettings(slotsPerDay, warmUpReadings, value, memoryReadings, alarmRatio);
    }

    /**
     * Sets after how many readings a record has faded to a third.
     *
     * @param value at least 100
     * @return new settings
     */
    public AnomalySettings memoryReadings(int value) {
        return new AnomalySettings(slotsPerDay, warmUpReadings, quietReadings, value, alarmRatio);
    }

    /**
     * Sets how many times the record a reading must reach to be an alarm: higher for fewer alarms.
     *
     * @param value above 0
     * @return new settings
     */
    public AnomalySettings alarmRatio(double value) {
        return new AnomalySettings(slotsPerDay, warmUpReadings, quietReadings, memoryReadings, value);
    }

    private static void check(boolean fine, String name, Number value, String accepted) {
        if (!fine) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT, "anomaly setting " + name + " is " + value + "; use " + accepted);
        }
    }
}
