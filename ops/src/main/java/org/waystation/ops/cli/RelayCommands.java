package org.waystation.ops.cli;

import java.time.InstantSource;
import java.util.ServiceLoader;
import java.util.concurrent.ThreadLocalRandom;
import org.waystation.ops.bench.BenchCommand;
import org.waystation.ops.demo.DemoCommand;
import org.waystation.ops.netcheck.NetcheckCommand;
import org.waystation.ops.netcheck.PingCommand;
import org.waystation.ops.node.RelayFiles;
import org.waystation.ops.node.RelayRunner;
import org.waystation.ops.node.Surroundings;
import org.waystation.ops.partners.PartnerAddCommand;
import org.waystation.ops.partners.PartnerChangeCommand;
import org.waystation.ops.partners.PartnerListCommand;
import org.waystation.ops.partners.RetireCommand;
import org.waystation.ops.simulation.SimulationProgram;
import org.waystation.ops.upkeep.BackupCommand;
import org.waystation.ops.upkeep.CheckCommand;
import org.waystation.ops.upkeep.LimitsCommand;
import org.waystation.ops.upkeep.RestoredCommand;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.relay.home.NodeKey;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Puts the commands together. */
final class RelayCommands {
    private static final int WIDTH = 100;

    /** Short enough to be read out. */
    private static final long DRAWN_SEEDS = 1_000_000_000;

    private RelayCommands() {}

    static CommandLine line(Surroundings around, RelayFiles files, RelayRunner runner, RunCommand.StopSignal stop) {
        Failures failures = new Failures(around);
        CommandLine relay = new CommandLine(new Group.Relay())
                .addSubcommand(new InitCommand(around, files))
                .addSubcommand(new RunCommand(around, runner, stop))
                .addSubcommand(new StatusCommand(around))
                .addSubcommand(new CardCommand(around, files))
                .addSubcommand(PartnerChangeCommand.addAll(
                        new CommandLine(new Group.Partner())
                                .addSubcommand(new PartnerAddCommand(around, files.partners()))
                                .addSubcommand(new PartnerListCommand(around, files.partners())),
                        around,
                        files.partners()))
                .addSubcommand(new RetireCommand(around, files))
                .addSubcommand(new NetcheckCommand(around, files, InstantSource.system()))
                .addSubcommand(new PingCommand(around))
                .addSubcommand(new BackupCommand(around, files))
                .addSubcommand(new RestoredCommand(around, files))
                .addSubcommand(new CheckCommand(around, files))
                .addSubcommand(new LimitsCommand(around))
                .addSubcommand(new CommandLine(new Group.Key())
                        .addSubcommand(new KeyNewCommand(around, () -> NodeKey.newText(Entropy.system())))
                        .addSubcommand(new KeyMoveCommand(around, files)))
                .addSubcommand(simulate(around))
                .addSubcommand(new BenchCommand(around.out(), around.err()))
                .addSubcommand(
                        new CommandLine(new Group.Voucher()).addSubcommand(new VoucherNewCommand(around, files)));
        return new CommandLine(new Group.Waystation())
                .addSubcommand(relay)
                .addSubcommand(new DemoCommand(around.out(), around.err(), InstantSource.system()))
                .setOut(around.out())
                .setErr(around.err())
                .setUsageHelpWidth(WIDTH)
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        around.environment().containsKey("NO_COLOR") ? Ansi.OFF : Ansi.AUTO))
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }

    private static SimulateCommand simulate(Surroundings around) {
        return new SimulateCommand(
                around,
                () -> ServiceLoader.load(SimulationProgram.class).findFirst(),
                () -> ThreadLocalRandom.current().nextLong(DRAWN_SEEDS));
    }

    /** A command that only has others below it. */
    private static class Group implements Runnable {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Explain this command.")
        @SuppressWarnings("UnusedVariable") // Read by picocli.
        private boolean help;

        @Override
        public final void run() {
            throw new ParameterException(
                    spec.commandLine(),
                    "Say what to do: " + String.join(", ", spec.subcommands().keySet()));
        }

        @Command(name = "waystation", description = "The node's part of Waystation.")
        private static final class Waystation extends Group {}

        @Command(name = "relay", description = "Run a relay of your organisation.")
        private static final class Relay extends Group {}

        @Command(name = "partner", description = "The relays that this one federates with.")
        private static final class Partner extends Group {}

        @Command(name = "key", description = "Where the key is that the relay's other keys are wrapped under.")
        private static final class Key extends Group {}

        @Command(name = "voucher", description = "Membership of this relay.")
        private static final class Voucher extends Group {}
    }
}
