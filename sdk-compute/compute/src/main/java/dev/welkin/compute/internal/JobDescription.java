package dev.welkin.compute.internal;

import dev.welkin.compute.JobInput;
import dev.welkin.compute.JobOutput;
import dev.welkin.compute.JobSpec;
import dev.welkin.compute.Program;
import dev.welkin.compute.Resources;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a record says of a spec: never an argument, a script or a variable's value, which may be private, but a
 * fingerprint of them.
 *
 * @param program what kind of program it is, and its executable or class
 * @param variables the names of the plain variables
 * @param secrets the references of the secret variables by name
 * @param maxMillis the longest time of one attempt
 * @param fingerprint SHA-256 over what makes two specs the same work
 */
public record JobDescription(
        String program,
        List<String> variables,
        Map<String, String> secrets,
        List<JobInput> inputs,
        List<JobOutput> outputs,
        Resources resources,
        long maxMillis,
        boolean detached,
        String fingerprint) {
    static JobDescription of(JobSpec spec, Program program) {
        return new JobDescription(
                kind(program),
                List.copyOf(new TreeSet<>(spec.env().keySet())),
                new TreeMap<>(spec.secrets()),
                spec.inputs(),
                spec.outputs(),
                spec.resources(),
                spec.maxDuration().toMillis(),
                spec.isDetached(),
                fingerprint(spec, program));
    }

    private static String kind(Program program) {
        if (program instanceof Program.Command command) {
            return "command " + command.argv().get(0);
        }
        if (program instanceof Program.JavaMain main) {
            return "java " + main.mainClass();
        }
        return program instanceof Program.Shell ? "shell" : "task";
    }

    private static String fingerprint(JobSpec spec, Program program) {
        List<?> content =
                program instanceof Program.InProcess ? List.of() : List.of(program, new TreeMap<>(spec.env()));
        String text = String.join(
                "\n",
                kind(program),
                content.toString(),
                new TreeMap<>(spec.secrets()).toString(),
                spec.inputs().toString(),
                spec.outputs().toString(),
                spec.resources().toString());
        return sha256(text);
    }

    static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new LinkageError("every JDK has SHA-256", e);
        }
    }
}
