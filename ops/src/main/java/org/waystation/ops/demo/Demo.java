package org.waystation.ops.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.waystation.ops.admin.OperatorJson;
import org.waystation.ops.programs.ProcessCage;
import org.waystation.ops.programs.ProgramFailure;
import org.waystation.ops.programs.Programs;
import org.waystation.ops.programs.RelayUnderTest;
import org.waystation.ops.programs.Workplace;

/** One demonstration from beginning to end. Used once, on one thread; {@link #stop} may come from any. */
final class Demo {
    private final Options options;
    private final Story story;
    private final Workplace workplace;
    private final ProcessCage cage = new ProcessCage();
    private final Scene scene;
    private volatile boolean stopping;

    /**
     * What the user asked for.
     *
     * @param keep leave the relays running at the end
     * @param letters what Ana writes
     * @param json file for the report
     */
    record Options(Path launcher, boolean keep, Letters letters, Optional<Path> json) {}

    private Demo(Options options, Story story, Workplace workplace) throws IOException {
        this.options = options;
        this.story = story;
        this.workplace = workplace;
        Path scratch = Files.createDirectory(workplace.of("scratch"));
        Path passphrase = Files.writeString(workplace.of("passphrase"), "five words for a demo\n");
        this.scene = Scene.set(
                new Programs(options.launcher(), scratch, cage), workplace, story, options.letters(), passphrase);
    }

    static Demo prepare(Options options, PrintWriter out, InstantSource clock) throws IOException {
        return new Demo(options, new Story(out, clock), Workplace.create("waystation-demo-"));
    }

    /** Plays it. True if every claim held. */
    boolean play() throws IOException, InterruptedException {
        story.print("Two relays and two people, all on this machine, in " + workplace.root());
        DiskSearch.Result search = new DiskSearch.Result(0, 0, List.of());
        String stoppedBy = "";
        try {
            new Preparation(scene).play();
            new Conversation(scene).play();
            new Outage(scene).play();
            Verdict verdict = new Verdict(scene);
            search = verdict.play();
            verdict.table(search);
        } catch (DemoFailure | ProgramFailure | UncheckedIOException e) {
            if (stopping) {
                return false;
            }
            stoppedBy = String.valueOf(e.getMessage());
            story.print("");
            story.print("The demonstration cannot go on: " + stoppedBy);
        }
        Report report = Report.of(scene, search, stoppedBy);
        writeJson(report);
        finish(report);
        return report.ok();
    }

    /** Ends every process and removes every file. Safe to call twice and from any thread; the second call waits. */
    void stop() {
        stopping = true;
        synchronized (cage) {
            cage.close();
            delete();
        }
    }

    private void delete() {
        try {
            workplace.delete();
        } catch (IOException e) {
            story.print("could not remove " + workplace.root() + ": " + e.getMessage());
        }
    }

    private void finish(Report report) {
        long held = report.claims().stream().filter(Claims.Claim::ok).count();
        story.print("");
        story.print(String.format(
                Locale.ROOT,
                "%s: %d of %d claims hold, after %.1f s",
                report.ok() ? "All is well" : "FAILED",
                held,
                report.claims().size(),
                report.seconds()));
        if (options.keep()) {
            keep();
        }
    }

    private void keep() {
        cage.open();
        story.print("");
        story.print("Both relays go on running. To try by hand:");
        story.print("  " + scene.ana().prompt() + " send '" + Scene.BOJAN + "' 'Hello'");
        story.print("  " + scene.bojan().prompt() + " read");
        story.print("  " + scene.bojan().prompt() + " chat '" + Scene.ANA + "'");
        List<RelayUnderTest> running = Stream.of(scene.one(), scene.two())
                .filter(RelayUnderTest::isRunning)
                .toList();
        running.forEach(relay -> story.print("  " + options.launcher() + " relay status --dir " + relay.directory()));
        story.print("To end it:");
        String pids = running.stream().map(relay -> " " + relay.pid()).collect(Collectors.joining());
        story.print("  kill" + pids + "; sleep 2; rm -rf " + workplace.root());
    }

    private void writeJson(Report report) throws IOException {
        if (options.json().isPresent()) {
            Files.writeString(
                    options.json().get(),
                    OperatorJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n");
        }
    }
}
