package org.waystation.client.cli;

import org.waystation.client.cli.desk.Desk;
import org.waystation.client.cli.desk.Failures;
import org.waystation.client.cli.desk.GlobalOptions;
import org.waystation.client.cli.desk.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** All commands of the client, below one name. */
@Command(
        name = "waystation",
        mixinStandardHelpOptions = true,
        versionProvider = ClientCommands.Version.class,
        description = "Sealed messages, carried by relays that organisations run for each other.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            JoinCommand.class,
            LinkCommand.class,
            AddCommand.class,
            ContactsCommand.class,
            AcceptCommand.class,
            VerifyCommand.class,
            DecideCommand.class,
            SendCommand.class,
            ReadCommand.class,
            ChatCommand.class,
            StatusCommand.class,
            CheckCommand.class,
            ClearCommand.class
        },
        footer = {
            "",
            "Exit status: 0 done, 1 something that you can put right, 2 wrong usage, 3 network or relay, 4 not trusted."
        })
final class ClientCommands implements Runnable {
    private final Surroundings around;

    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private ClientCommands(Surroundings around) {
        this.around = around;
    }

    static CommandLine line(Surroundings around) {
        Failures failures = new Failures(around);
        return new CommandLine(new ClientCommands(around))
                .setOut(around.out())
                .setErr(around.err())
                // A text may begin with @, which is not the name of a file.
                .setExpandAtFiles(false)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }

    Desk desk() {
        return new Desk(options, around);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }

    /** From the jar's manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = ClientCommands.class.getPackage().getImplementationVersion();
            return new String[] {"waystation " + (version == null ? "(not packaged)" : version)};
        }
    }
}
