package org.waystation.ops.node;

/** A command cannot do its work. The message is one line for a person: what happened, and what to do next. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exit;

    public CommandFailure(ExitCode exit, String message) {
        super(message);
        this.exit = exit;
    }

    public CommandFailure(ExitCode exit, String message, Throwable cause) {
        super(message, cause);
        this.exit = exit;
    }

    public ExitCode exit() {
        return exit;
    }
}
