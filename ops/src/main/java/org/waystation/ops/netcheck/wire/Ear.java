package org.waystation.ops.netcheck.wire;

import java.util.concurrent.CompletableFuture;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FrameChannel;
import org.waystation.protocol.frame.FromRelay;

/** Keeps the first thing that a relay says. Called on the event loop; {@link #first} is for any thread. */
final class Ear implements FrameChannel.Listener<FromRelay> {
    private final CompletableFuture<Heard> first = new CompletableFuture<>();

    /** {@code atNanos}: when, by {@link System#nanoTime}. */
    record Heard(FromRelay message, long atNanos) {}

    /** Fails with an {@link EndOfLook} if the relay says nothing that can be understood. */
    CompletableFuture<Heard> first() {
        return first;
    }

    @Override
    public void onFrame(Frame<FromRelay> frame) {
        first.complete(new Heard(frame.message(), System.nanoTime()));
    }

    @Override
    public void onViolation(FaultCode code) {
        fail("the relay breaks the protocol: " + code.words());
    }

    @Override
    public void onBug(Throwable bug) {
        fail("this program made a mistake: " + bug);
    }

    @Override
    public void onClosed() {
        fail("the relay closes the connection; it may have as many as it takes");
    }

    private void fail(String why) {
        first.completeExceptionally(new EndOfLook(Stop.Step.GREETING, why));
    }
}
