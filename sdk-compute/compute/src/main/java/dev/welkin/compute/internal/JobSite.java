package dev.welkin.compute.internal;

import dev.welkin.call.ObservedCalls;
import dev.welkin.compute.spi.ComputeDriver;
import dev.welkin.time.CloudClock;
import java.util.concurrent.Executor;

/** Where a job runs and what it is stored in. */
record JobSite(
        ComputeDriver driver,
        JobStore store,
        Staging staging,
        Collecting collecting,
        CloudClock clock,
        Executor executor,
        ObservedCalls calls) {}
