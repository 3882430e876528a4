package org.waystation.ops.upkeep;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.waystation.ops.node.CommonOptions;
import org.waystation.ops.node.ExitCode;
import org.waystation.ops.node.RelayDirectory;
import org.waystation.ops.node.RelayFiles;
import org.waystation.ops.node.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "check",
        description = {
            "Look whether a stopped relay is sound: its keys, card and roster open and belong together, everything in its store"
                    + " opens, and its books balance. Changes nothing. Works on a copy as well.",
            "Ends with 0 if all is well, 1 if not."
        })
public final class CheckCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    private final Surroundings around;
    private final RelayFiles files;

    public CheckCommand(Surroundings around, RelayFiles files) {
        this.around = around;
        this.files = files;
    }

    @Override
    public Integer call() {
        RelayDirectory directory = common.directory(around);
        RelayFiles.Checked checked = files.check(directory);
        boolean well = checked.damaged() == 0 && checked.findings().isEmpty();
        common.answer(
                around,
                new Told(well, checked.rows(), checked.damaged(), checked.findings()),
                () -> lines(checked, well).forEach(around.out()::println));
        return (well ? ExitCode.OK : ExitCode.USER).number();
    }

    private static List<String> lines(RelayFiles.Checked checked, boolean well) {
        if (well) {
            return List.of("all is well: keys, card and roster belong together; " + checked.rows()
                    + " rows open, and agree with each other");
        }
        if (checked.damaged() > 0) {
            return List.of(
                    "WRONG: " + checked.damaged() + " rows do not open",
                    "The store is damaged, was changed from outside, or was mixed from several copies. Put one whole copy of the"
                            + " relay's directory back.");
        }
        List<String> lines = new ArrayList<>();
        checked.findings().forEach(each -> lines.add("WRONG: " + each));
        lines.add(
                "Nothing is damaged, but the program has counted wrongly: report these lines, which name nobody. The relay can"
                        + " run on meanwhile.");
        return lines;
    }

    private record Told(boolean well, long rows, long damagedRows, List<String> findings) {}
}
