package org.waystation.ops.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.waystation.ops.programs.Programs;
import org.waystation.ops.programs.StopHook;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code waystation demo}. */
@Command(
        name = "demo",
        description = {
            "Show two people on two relays write to each other, through an absence, an outage and a crash.",
            "Everything runs on this machine, in a temporary directory. Ends with 0 if every claim held, else with 1."
        })
public final class DemoCommand implements Callable<Integer> {
    @Option(names = "--keep", description = "Leave the relays running at the end, and say what to try.")
    private boolean keep;

    @Option(names = "--file", paramLabel = "FILE", description = "Send the lines of this UTF-8 file.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--json", paramLabel = "FILE", description = "Write every claim and count to this file.")
    private Optional<Path> json = Optional.empty();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Explain this command.")
    @SuppressWarnings("UnusedVariable") // Read by picocli.
    private boolean help;

    private final PrintWriter out;
    private final PrintWriter err;
    private final InstantSource clock;

    public DemoCommand(PrintWriter out, PrintWriter err, InstantSource clock) {
        this.out = out;
        this.err = err;
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        Demo demo;
        try {
            Letters letters = file.map(Letters::ofFile).orElseGet(Letters::usual);
            demo = Demo.prepare(new Demo.Options(launcher(), keep, letters, json), out, clock);
        } catch (DemoFailure e) {
            err.println("waystation: " + e.getMessage());
            err.flush();
            return 1;
        }
        return StopHook.during(() -> play(demo), demo::stop);
    }

    private int play(Demo demo) throws IOException, InterruptedException {
        boolean finished = false;
        try {
            boolean ok = demo.play();
            finished = true;
            return ok ? 0 : 1;
        } finally {
            if (!keep || !finished) {
                demo.stop();
            }
        }
    }

    private static Path launcher() {
        return Programs.runningLauncher()
                .orElseThrow(() ->
                        new DemoFailure("the demo runs other commands by the launcher; start it as ./waystation demo"));
    }
}
