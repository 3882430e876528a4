package org.waystation.ops.netcheck;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.waystation.ops.netcheck.wire.Lookout;
import org.waystation.ops.node.CommandFailure;
import org.waystation.ops.node.CommonOptions;
import org.waystation.ops.node.ExitCode;
import org.waystation.ops.node.RelayDirectory;
import org.waystation.ops.node.RelayFiles;
import org.waystation.ops.node.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "netcheck",
        description = {
            "Look at this relay and its partners from the network: name, connection, TLS key, card, clock. Works whether or"
                    + " not the relay runs, and disturbs no link.",
            "Ends with 0 if all is well, 1 if something here is wrong, 3 if a partner cannot be reached, 4 if somebody else's"
                    + " key answers."
        })
public final class NetcheckCommand implements Callable<Integer> {
    private static final int LEVEL_CHARS = 8;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    private final Surroundings around;
    private final RelayFiles files;
    private final InstantSource clock;

    public NetcheckCommand(Surroundings around, RelayFiles files, InstantSource clock) {
        this.around = around;
        this.files = files;
        this.clock = clock;
    }

    @Override
    public Integer call() throws InterruptedException {
        RelayDirectory directory = common.directory(around);
        RelayFiles.Cards cards = files.cards(directory);
        List<Site> sites = new ArrayList<>();
        sites.add(Site.own(cards.own().orElseThrow(() -> neverStarted(directory))));
        cards.partners().forEach(each -> sites.add(Site.partner(each, clock.instant())));
        try (Lookout lookout = new Lookout(clock)) {
            List<SiteReport> reports = new Netcheck(lookout::look, clock).run(sites);
            common.answer(around, NetcheckPage.of(reports), () -> reports.forEach(this::print));
            return NetcheckPage.exit(reports).number();
        }
    }

    private static CommandFailure neverStarted(RelayDirectory directory) {
        return new CommandFailure(
                ExitCode.USER,
                directory.config().name()
                        + " has no card yet, and so nothing to look at. Start it with: waystation relay run" + " --dir "
                        + directory.root());
    }

    private void print(SiteReport report) {
        around.out().println(report.site().name() + (report.site().own() ? " (this relay)" : ""));
        for (Finding each : report.findings()) {
            around.out().println("  " + label(each.level()) + "  " + each.what() + ": " + each.words());
            if (!each.remedy().isEmpty()) {
                around.out().println(" ".repeat(LEVEL_CHARS + 4) + "→ " + each.remedy());
            }
        }
    }

    private static String label(Level level) {
        String word = level == Level.OK ? level.word() : level.word().toUpperCase(Locale.ROOT);
        return word + " ".repeat(LEVEL_CHARS - word.length());
    }
}
