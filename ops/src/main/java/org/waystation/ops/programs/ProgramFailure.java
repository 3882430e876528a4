package org.waystation.ops.programs;

/** A program did not do what whoever started it cannot go on without; the message says what. */
public final class ProgramFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ProgramFailure(String message) {
        super(message);
    }
}
