package org.waystation.ops.siege;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.waystation.ops.bench.wire.LoadFailure;
import org.waystation.ops.programs.ProgramFailure;
import org.waystation.ops.programs.Workplace;
import org.waystation.ops.siege.attack.Assault;

/** The campaign: attacks one after the other. One thread; {@link #stop} from any. */
final class Siege {
    private final Path launcher;
    private final Path directory;
    private final PrintWriter progress;
    private final Bounds bounds;
    private final AtomicReference<@Nullable Field> current = new AtomicReference<>();

    Siege(Path launcher, Path directory, PrintWriter progress, Bounds bounds) {
        this.launcher = launcher;
        this.directory = directory;
        this.progress = progress;
        this.bounds = bounds;
    }

    /** Plays each attack; all against the same relay, unless one brings it down or throws its people out. */
    List<Row> play(List<Assault> assaults, Field.Size size) throws Exception {
        List<Row> rows = new ArrayList<>();
        try {
            for (Assault each : assaults) {
                progress.println(each + ": " + each.words());
                Row row = play(each, size);
                progress.println("  " + row);
                progress.println("  attackers: " + row.attackers());
                row.complaints().forEach(complaint -> progress.println("  PROBLEM: " + complaint));
                progress.flush();
                rows.add(row);
            }
        } finally {
            stop();
        }
        return rows;
    }

    private Row play(Assault assault, Field.Size size) throws Exception {
        try {
            return field(size).play(assault, size);
        } catch (LoadFailure | ProgramFailure broken) {
            stop();
            return Row.broken(assault, String.valueOf(broken.getMessage()));
        }
    }

    private Field field(Field.Size size) throws Exception {
        Field known = current.get();
        if (known != null) {
            return known;
        }
        Field field = Field.open(Workplace.createIn(directory, "waystation-siege-"), launcher, size, bounds);
        current.set(field);
        field.warmUp(size.seconds());
        return field;
    }

    /** Ends every process and removes every file. */
    void stop() {
        Field field = current.getAndSet(null);
        if (field != null) {
            try {
                field.close();
            } catch (IOException e) {
                progress.println("could not clean up: " + e.getMessage());
            }
        }
    }
}
