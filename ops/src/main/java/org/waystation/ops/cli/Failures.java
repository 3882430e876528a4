package org.waystation.ops.cli;

import java.util.List;
import org.waystation.ops.config.ConfigProblem;
import org.waystation.ops.node.CommandFailure;
import org.waystation.ops.node.CommonOptions;
import org.waystation.ops.node.ExitCode;
import org.waystation.ops.node.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns what went wrong into one line and an exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final Surroundings around;

    Failures(Surroundings around) {
        this.around = around;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("the command was not understood");
        boolean json = List.of(args).contains(CommonOptions.JSON);
        return tell(ExitCode.USAGE, command + ": " + message + ". See: " + command + " --help", json);
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        boolean json = isGiven(parsed, CommonOptions.JSON);
        if (isGiven(parsed, CommonOptions.DEBUG)) {
            e.printStackTrace(around.err());
        }
        if (e instanceof CommandFailure failure) {
            return tell(failure.exit(), String.valueOf(failure.getMessage()), json);
        }
        if (e instanceof ConfigProblem problem) {
            return tell(ExitCode.USER, String.valueOf(problem.getMessage()), json);
        }
        return tell(
                ExitCode.USAGE,
                "this should not have happened (" + e.getClass().getSimpleName()
                        + "). Run it again with --debug and report what it prints",
                json);
    }

    private int tell(ExitCode exit, String line, boolean json) {
        around.err().println("waystation: " + line);
        around.err().flush();
        if (json) {
            around.out().println(CommonOptions.toJson(new Told(new Problem(exit.code(), line, exit.number()))));
            around.out().flush();
        }
        return exit.number();
    }

    private static boolean isGiven(ParseResult parsed, String option) {
        return parsed.hasMatchedOption(option) || (parsed.hasSubcommand() && isGiven(parsed.subcommand(), option));
    }

    private record Told(Problem error) {}

    private record Problem(String code, String message, int exit) {}
}
