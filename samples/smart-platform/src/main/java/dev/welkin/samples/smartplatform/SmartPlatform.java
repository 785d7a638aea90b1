package dev.welkin.samples.smartplatform;

import dev.welkin.Cloud;
import dev.welkin.ai.Ai;
import dev.welkin.ai.chat.ChatReply;
import dev.welkin.ai.chat.ChatRequest;
import dev.welkin.events.EventBus;
import dev.welkin.storage.Bucket;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The main job: publishes sensor readings, stores them, trains a model on their history, scores them, raises alarms,
 * and asks an AI route about them. Run it again and it continues where it was; kill it anywhere and the next run ends
 * with the same report.
 */
public final class SmartPlatform {
    static final long STARTED_NANOS = System.nanoTime();
    static final String READINGS = "readings";
    static final String QUESTION = "Which readings look wrong, and what should I check?";

    private final Options options;
    private final List<Sensor> sensors;
    private final PrintStream out;

    private SmartPlatform(Options options, PrintStream out) {
        this.options = options;
        this.sensors = NumentaData.sensors(options.copies());
        this.out = out;
    }

    /**
     * Runs the main job.
     *
     * @param args {@code --config FILE}, {@code --folder FOLDER}, {@code --rate EVENTS_PER_SECOND}, {@code --copies N}
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        Options options = Options.parse(args);
        try (Cloud cloud = cloud(options)) {
            new SmartPlatform(options, System.out).run(cloud);
        }
    }

    static Cloud cloud(Options options) {
        Cloud.Builder builder = Cloud.builder().workingFolder(options.folder());
        options.config().ifPresent(builder::config);
        return builder.open();
    }

    private void run(Cloud cloud) throws InterruptedException {
        Bucket readings = Bucket.open(cloud, READINGS);
        Training training = new Training(cloud, options.toArgs());
        Scoreboard board = new Scoreboard(training::model);
        Batches batches = new Batches(readings);
        batches.replay(board::take);
        out.printf(
                "%d series, %d readings, %d of them stored by earlier runs%n", sensors.size(), rows(), board.scored());
        if (board.scored() < rows()) {
            try (EventBus bus = EventBus.open(cloud)) {
                Summary.Measured measured =
                        new Processing(bus, batches, board, training, out).run(sensors, options.rate());
                Summary.of(measured, report(board).quality()).save(readings);
            }
        }
        finish(cloud, readings, board);
    }

    private void finish(Cloud cloud, Bucket readings, Scoreboard board) {
        Optional<Summary> summary = Summary.load(readings);
        out.println(summary.map(Summary::text)
                .orElse("The run that stored the last reading was killed before it could say how fast it was."));
        String answer = ask(cloud, board.alarms());
        report(board).write(options.report(), QUESTION, answer);
        out.println(QUESTION + "\n\n" + answer.indent(2));
        out.println("Report: " + options.report());
    }

    private static String ask(Cloud cloud, List<Alarm> alarms) {
        String context = alarms.stream().map(Alarm::toSentence).collect(Collectors.joining("\n"));
        ChatReply reply = Ai.open(cloud).chat(ChatRequest.user(QUESTION + "\n\n" + context));
        return reply.text();
    }

    private Report report(Scoreboard board) {
        return new Report(sensors, board.alarms());
    }

    private long rows() {
        return sensors.stream().mapToLong(Sensor::rows).sum();
    }
}
