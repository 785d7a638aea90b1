package dev.welkin.ai.spark;

import dev.welkin.testkit.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.deploy.worker.Worker;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * A standalone Spark cluster on the loopback interface: a master and workers of one core, each a process, and a context
 * of this one. Executors are up some seconds later.
 */
final class LoopbackCluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String UP = "Starting Spark master at ";

    private final Path folder;
    private final List<ChildJvm> processes = new ArrayList<>();
    private final SparkContext context;

    LoopbackCluster(Path folder, int workers, String configuration) {
        this.folder = folder;
        try {
            Files.createDirectories(folder.resolve("home/jars")); // the class path comes from elsewhere
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String line = start(Master.class).awaitLine(l -> l.contains(UP), PATIENCE);
        String master = line.substring(line.indexOf(UP) + UP.length());
        for (int i = 0; i < workers; i++) {
            String work = folder.resolve("work-" + i).toString();
            start(Worker.class, "--cores", "1", "--memory", "1g", "--work-dir", work, master);
        }
        context = new SparkContext(conf(master, configuration));
    }

    private static SparkConf conf(String master, String configuration) {
        return LocalSpark.conf(master)
                .set("spark.executor.memory", "512m")
                .set("spark.executor.cores", "1")
                .set("spark.executor.extraClassPath", System.getProperty("java.class.path"))
                .set("spark.executor.extraJavaOptions", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1")
                .set("spark.executorEnv.WELKIN_CONFIG", configuration);
    }

    SparkContext context() {
        return context;
    }

    /** The JVMs that run tasks now: children of the workers. */
    List<ProcessHandle> executors() {
        return processes.stream().flatMap(p -> p.handle().children()).toList();
    }

    private ChildJvm start(Class<?> main, String... arguments) {
        ChildJvm.Builder jvm = ChildJvm.of(main)
                .heapMegabytes(128)
                .option("-XX:+UseSerialGC")
                .option("-XX:TieredStopAtLevel=1")
                .option("-Dspark.master.rest.enabled=false") // its port is fixed
                .folder(folder);
        for (String option : JavaModuleOptions.defaultModuleOptionArray()) {
            jvm.option(option);
        }
        ChildJvm process = jvm.environment("SPARK_LOCAL_IP", "127.0.0.1")
                .environment("SPARK_HOME", folder.resolve("home").toString())
                .environment("SPARK_SCALA_VERSION", "2.13")
                .environment("JAVA_HOME", System.getProperty("java.home"))
                .arguments("--host", "127.0.0.1", "--port", "0", "--webui-port", "0")
                .arguments(arguments)
                .start();
        processes.add(process);
        return process;
    }

    @Override
    public void close() {
        context.stop();
        List<ProcessHandle> left = executors();
        processes.forEach(ChildJvm::close);
        left.forEach(ProcessHandle::destroyForcibly);
    }
}
