package org.waystation.ops.netcheck.wire;

/**
 * Where a look at an endpoint came to its end.
 *
 * @param why what happened, as the end of a sentence about the endpoint
 */
public record Stop(Step at, String why) {
    /** The steps, in their order. */
    public enum Step {
        NAME,
        CONNECTION,
        TLS,
        GREETING
    }
}
