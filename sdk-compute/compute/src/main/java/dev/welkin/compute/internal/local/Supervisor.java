package dev.welkin.compute.internal.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The small shell process above a program: it joins the program's control groups before the program exists, writes its
 * exit code to a file so that a later JVM can read it, and kills the program's process group when the JVM dies, which
 * it sees as the end of the pipe on its stdin. The program's arguments are its positional parameters: no shell reads
 * them, and the executable is an absolute or relative path, so that no word is taken for a shell builtin.
 */
final class Supervisor {
    /** The file the exit code is in once the program has ended. */
    static final String EXIT_FILE = "exit";

    private static final String SCRIPT = """
            exit_file=$1 watch=$2 memory_kib=$3 joins=$4
            shift 4
            umask 077
            while [ "$joins" -gt 0 ]; do
                echo $$ > "$1" || exit 125
                shift
                joins=$((joins - 1))
            done
            [ "$memory_kib" = 0 ] || ulimit -d "$memory_kib" || exit 125
            exec 3<&0 4>&2 </dev/null 2>/dev/null
            if [ "$watch" = yes ]; then
                { while read -r _ <&3; do :; done; kill -s KILL 0; } >/dev/null 4>&- &
                watcher=$!
            fi
            ( exec "$@" 2>&4 3<&- 4>&- )
            code=$?
            if [ "$watch" = yes ]; then
                kill -s KILL "$watcher"
                wait "$watcher"
            fi
            echo "$code" > "$exit_file.new" && mv "$exit_file.new" "$exit_file"
            exit "$code"
            """;

    private Supervisor() {}

    /** The words that start a program under supervision; {@code memoryKib} limits each process, 0 for none. */
    static List<String> words(
            Platform platform, Path exitFile, boolean detached, long memoryKib, List<Path> joins, List<String> argv) {
        boolean watch = !detached && platform.setsid() != null;
        List<String> words = new ArrayList<>();
        if (platform.setsid() != null) {
            words.add(platform.setsid().toString());
        }
        words.addAll(List.of(String.valueOf(platform.shell()), "-c", SCRIPT, "welkin-job"));
        words.addAll(List.of(exitFile.toString(), watch ? "yes" : "no"));
        words.addAll(List.of(String.valueOf(memoryKib), String.valueOf(joins.size())));
        joins.forEach(file -> words.add(file.toString()));
        words.addAll(argv);
        return words;
    }
}
