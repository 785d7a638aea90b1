package dev.welkin.ai.spark;

import org.apache.spark.SparkConf;

/** Settings of Spark that keep a test on this machine. */
final class LocalSpark {
    private LocalSpark() {}

    static SparkConf conf(String master) {
        return new SparkConf()
                .setAppName("welkin-test")
                .setMaster(master)
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1");
    }
}
