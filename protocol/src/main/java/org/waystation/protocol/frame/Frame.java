package org.waystation.protocol.frame;

/**
 * One message with its correlation: chosen by the asker, repeated in the answer; {@link #PUSH} for what nobody asked.
 *
 * @param <M> the kind of messages that travel in this direction
 */
public record Frame<M>(long correlation, M message) {
    public static final long PUSH = 0;

    public static <M> Frame<M> push(M message) {
        return new Frame<>(PUSH, message);
    }
}
