package org.waystation.ops.simulation.campaign;

import java.util.ArrayList;
import java.util.List;
import org.waystation.ops.simulation.SimulationOptions.Crypto;
import org.waystation.ops.simulation.trial.Broken;
import org.waystation.ops.simulation.trial.Fault;
import org.waystation.ops.simulation.trial.Verdict;

/** What a person needs to know of a broken promise, and how to see it again. */
final class BrokenReport {
    private static final String INDENT = "  ";

    private final Shrunk shrunk;
    /** Nobody looks into a world of more. */
    private static final int MOST_FAULTS_IN_A_COMMAND = 100;

    private final Crypto crypto;
    private final List<String> lines = new ArrayList<>();

    private BrokenReport(Shrunk shrunk, Crypto crypto) {
        this.shrunk = shrunk;
        this.crypto = crypto;
    }

    static List<String> lines(Shrunk shrunk, Crypto crypto) {
        BrokenReport report = new BrokenReport(shrunk, crypto);
        report.write(broken(shrunk.found()), broken(shrunk.smallest()));
        return List.copyOf(report.lines);
    }

    private void write(Broken found, Broken smallest) {
        Verdict world = shrunk.found();
        lines.add("A PROMISE WAS BROKEN: " + found.promise().words() + " (" + found.promise() + ")");
        happened("seed " + world.trial().seed() + ", ", found);
        lines.add(INDENT + "fingerprint " + world.fingerprint());
        lines.add("");
        lines.add(howFew());
        shrunk.smallest().faults().forEach(fault -> lines.add(INDENT + line(fault)));
        lines.add("");
        if (shrunk.isSmaller()) {
            lines.add("the same promise in that smaller world:");
            happened("", smallest);
            lines.add(INDENT + "fingerprint " + shrunk.smallest().fingerprint());
            lines.add("");
        }
        lines.add("the story:");
        smallest.story().forEach(line -> lines.add(INDENT + line));
        lines.add("");
        lines.add("play it again:");
        lines.add(INDENT + new ReplayCommand(world.trial(), crypto).text());
        if (shrunk.isSmaller() && shrunk.smallest().faults().size() <= MOST_FAULTS_IN_A_COMMAND) {
            lines.add("play the smaller world:");
            lines.add(INDENT + new ReplayCommand(shrunk.smallest().trial(), crypto).text());
        }
    }

    private void happened(String where, Broken broken) {
        lines.add(INDENT + where + "at " + Words.moment(broken.at()) + ": " + broken.what());
    }

    private String howFew() {
        int all = shrunk.found().faults().size();
        int few = shrunk.smallest().faults().size();
        if (!shrunk.isSmaller()) {
            return Words.count(few, "fault")
                    + (shrunk.replays() == 0 ? " struck:" : " struck, and none could be left out:");
        }
        String left = few == 0
                ? "it breaks without any of the " + Words.count(all, "fault")
                : "it still breaks with " + Words.count(few) + " of " + Words.count(all, "fault");
        return left + " (" + Words.count(shrunk.replays(), "re-play")
                + (shrunk.finished() ? "" : ", after which the search was given up") + ")" + (few == 0 ? "" : ":");
    }

    private static String line(Fault fault) {
        return Words.moment(fault.at()) + "  " + fault.what() + " ("
                + fault.kind().words() + ", number " + fault.number() + ")";
    }

    private static Broken broken(Verdict verdict) {
        return verdict.broken().orElseThrow();
    }
}
