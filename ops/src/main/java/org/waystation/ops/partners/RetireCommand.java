package org.waystation.ops.partners;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.waystation.ops.node.CommandFailure;
import org.waystation.ops.node.CommonOptions;
import org.waystation.ops.node.ExitCode;
import org.waystation.ops.node.RelayDirectory;
import org.waystation.ops.node.RelayFiles;
import org.waystation.ops.node.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "retire",
        description =
                "Close this relay for good on a day. Partners and members are told by its card, and nothing takes that"
                        + " back. Let it run on after that day for as long as members may have to collect.")
public final class RetireCommand implements Callable<Integer> {
    private static final LocalDate EARLIEST = LocalDate.of(2020, 1, 1);

    @Option(
            names = "--on",
            required = true,
            paramLabel = "YYYY-MM-DD",
            description = "From the beginning of this day (UTC) partners send nothing any more.")
    private LocalDate day = LocalDate.EPOCH;

    @Option(
            names = "--successor",
            paramLabel = "CARD-FILE",
            description = "Card of the relay that members are asked to turn to.")
    private Optional<Path> successor = Optional.empty();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "This relay's name, as a sign that you mean it. Without it you are asked.")
    private Optional<String> name = Optional.empty();

    @Mixin
    private final CommonOptions common = new CommonOptions();

    private final Surroundings around;
    private final RelayFiles files;

    public RetireCommand(Surroundings around, RelayFiles files) {
        this.around = around;
        this.files = files;
    }

    @Override
    public Integer call() {
        RelayDirectory directory = common.directory(around);
        String own = directory.config().name();
        if (!name.orElseGet(() -> asked(own)).strip().equals(own)) {
            throw new CommandFailure(
                    ExitCode.USER, "that is not the name of this relay, which is " + own + "; nothing was changed");
        }
        if (day.isBefore(EARLIEST)) {
            throw new CommandFailure(ExitCode.USER, day + " is long ago; nothing was changed. Look at the year");
        }
        Instant since = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        RelayFiles.CardLine card = files.retire(directory, since, successor.map(CardText::read));
        common.answer(
                around,
                new Retired(card.name(), since.toString(), card.text()),
                () -> around.out()
                        .println(
                                card.name() + " closes on " + day + ". A running relay tells its partners now; hand the"
                                        + " card ('waystation relay card') to those that it cannot reach"));
        return ExitCode.OK.number();
    }

    private String asked(String own) {
        return around.person()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE, "nobody is here to be asked; give the relay's name with --name"))
                .ask("From " + day + " on nothing is sent to " + own
                        + " any more, and nothing takes that back. Type its name: ");
    }

    private record Retired(String name, String since, String card) {}
}
