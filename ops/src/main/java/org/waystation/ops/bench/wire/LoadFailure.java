package org.waystation.ops.bench.wire;

/** The clients cannot go on; the message says at what. */
public final class LoadFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LoadFailure(String message) {
        super(message);
    }
}
