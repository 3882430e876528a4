package org.waystation.ops.faults;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.waystation.ops.programs.Workplace;

/** The campaign: each fault with two new relays. One thread; {@link #stop} from any. */
final class Faults {
    private final Path launcher;
    private final Path directory;
    private final PrintWriter progress;
    private final AtomicReference<@Nullable Trial> current = new AtomicReference<>();

    Faults(Path launcher, Path directory, PrintWriter progress) {
        this.launcher = launcher;
        this.directory = directory;
        this.progress = progress;
    }

    List<Row> play(List<Fault> faults, Trial.Script script) throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        for (Fault each : faults) {
            progress.println(each + ": " + each.words());
            if (!each.isPossible()) {
                progress.println("  left out: this machine lets no user "
                        + (each == Fault.DISK_FULL ? "make a mount namespace" : "trace a process (strace)"));
                continue;
            }
            Row row = play(each, script);
            progress.println("  " + row + " " + row.note());
            row.verdict().complaints().forEach(complaint -> progress.println("  " + complaint));
            progress.flush();
            rows.add(row);
        }
        return rows;
    }

    private Row play(Fault fault, Trial.Script script) throws IOException, InterruptedException {
        Workplace workplace = Workplace.createIn(directory, "waystation-faults-");
        try (Trial trial = new Trial(workplace, launcher)) {
            current.set(trial);
            trial.start(fault);
            return trial.play(fault, script);
        } finally {
            current.set(null);
        }
    }

    /** Ends every process and removes every file. */
    void stop() {
        Trial trial = current.get();
        if (trial != null) {
            try {
                trial.close();
            } catch (IOException e) {
                progress.println("could not clean up: " + e.getMessage());
            }
        }
    }
}
