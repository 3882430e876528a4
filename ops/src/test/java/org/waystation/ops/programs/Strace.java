package org.waystation.ops.programs;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The tracer of system calls, where a machine has it and lets it trace. */
public final class Strace {
    private static final long ANSWER_SECONDS = 10;
    private static final long ATTACHED_MILLIS = 500;

    private Strace() {}

    /** Whether it may trace what it starts. */
    public static boolean canStart() {
        try {
            Process trial = quietly("-f", "true");
            return trial.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS) && trial.exitValue() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether it may trace what others have started. */
    public static boolean canAttach() {
        try {
            Process victim = new ProcessBuilder("sleep", Long.toString(ANSWER_SECONDS)).start();
            try {
                Process trial = quietly("-p", Long.toString(victim.pid()));
                boolean attached = !trial.waitFor(ATTACHED_MILLIS, TimeUnit.MILLISECONDS);
                trial.destroy();
                return attached;
            } finally {
                victim.destroy();
            }
        } catch (IOException noSuchCommand) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Process quietly(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("strace", "-o", "/dev/null"));
        command.addAll(List.of(words));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start();
    }
}
