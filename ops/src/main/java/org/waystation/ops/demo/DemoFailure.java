package org.waystation.ops.demo;

/** The demonstration cannot go on; the message says at what. */
final class DemoFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemoFailure(String message) {
        super(message);
    }
}
