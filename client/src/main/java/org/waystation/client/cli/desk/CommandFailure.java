package org.waystation.client.cli.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a command did not do what it was asked: a code for programs, and one line that says what happened and what to do. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exit;
    private final String code;
    private final transient @Nullable ObjectNode answer;

    public CommandFailure(ExitCode exit, String code, String line) {
        this(exit, code, line, null);
    }

    /** {@code answer}: what is known nevertheless, for {@code --json}. */
    public CommandFailure(ExitCode exit, String code, String line, @Nullable ObjectNode answer) {
        super(line);
        this.exit = exit;
        this.code = code;
        this.answer = answer;
    }

    public ExitCode exit() {
        return exit;
    }

    public String code() {
        return code;
    }

    public String line() {
        return String.valueOf(getMessage());
    }

    Optional<ObjectNode> answer() {
        return Optional.ofNullable(answer);
    }
}
