package org.waystation.client.cli.desk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.waystation.client.vault.VaultFailure;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one line, JSON if that is wanted, and an exit code. */
public final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final Surroundings around;

    public Failures(Surroundings around) {
        this.around = around;
    }

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        String what = words(e);
        boolean json = List.of(arguments).contains(GlobalOptions.JSON);
        return tell(empty(), ExitCode.USAGE, "usage", command + ": " + what + ". See: " + command + " --help", json);
    }

    /** Without repeating what was typed, which may be a text or a voucher in the wrong place. */
    private static String words(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            if (unmatched.getUnmatched().get(0).startsWith("-")) {
                return "an option is not known here";
            }
            return e.getCommandLine().getParent() == null
                    ? "there is no such command"
                    : "there are too many words; put a text with spaces into quotes";
        }
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("the command was not understood");
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        boolean json = isGiven(parsed, GlobalOptions.JSON);
        if (isGiven(parsed, GlobalOptions.DEBUG)) {
            e.printStackTrace(around.err());
        }
        if (e instanceof CommandFailure failure) {
            return tell(
                    failure.answer().orElseGet(Failures::empty), failure.exit(), failure.code(), failure.line(), json);
        }
        if (e instanceof VaultFailure failure) {
            CommandFailure ours = ofVault(failure);
            return tell(empty(), ours.exit(), ours.code(), ours.line(), json);
        }
        return tell(
                empty(),
                ExitCode.USAGE,
                "internal",
                "This should not have happened (" + e.getClass().getSimpleName()
                        + "). Run it again with --debug and report what it prints.",
                json);
    }

    public static CommandFailure ofVault(VaultFailure failure) {
        return new CommandFailure(ExitCode.USER, "vault_failure", sentence(failure));
    }

    private static String sentence(VaultFailure failure) {
        String message = String.valueOf(failure.getMessage());
        return (message.startsWith("vault.")
                        ? message
                        : Character.toUpperCase(message.charAt(0)) + message.substring(1))
                + ".";
    }

    private int tell(ObjectNode known, ExitCode exit, String code, String line, boolean json) {
        // What picocli says begins with the name of the command already.
        around.err().println(line.startsWith("waystation") ? line : "waystation: " + line);
        around.err().flush();
        if (json) {
            around.out().println(Answers.failure(known, exit, code, line));
            around.out().flush();
        }
        return exit.number();
    }

    private static ObjectNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static boolean isGiven(ParseResult parsed, String option) {
        return parsed.hasMatchedOption(option) || (parsed.hasSubcommand() && isGiven(parsed.subcommand(), option));
    }
}
