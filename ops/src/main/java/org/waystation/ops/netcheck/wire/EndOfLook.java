package org.waystation.ops.netcheck.wire;

/** A look goes no further. The message is the end of a sentence about the endpoint. */
final class EndOfLook extends Exception {
    private static final long serialVersionUID = 1L;

    private final Stop.Step at;

    EndOfLook(Stop.Step at, String why) {
        super(why, null, false, false);
        this.at = at;
    }

    Stop stop() {
        return new Stop(at, String.valueOf(getMessage()));
    }
}
