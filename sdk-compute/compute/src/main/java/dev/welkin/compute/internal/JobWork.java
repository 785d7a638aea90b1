package dev.welkin.compute.internal;

import dev.welkin.compute.JobInput;
import dev.welkin.compute.JobRetry;
import dev.welkin.compute.spi.Launch;
import java.util.List;

/** What a record does not hold of a job: what its own JVM needs to run it. */
record JobWork(Launch launch, List<JobInput> inputs, JobRetry retry) {}
