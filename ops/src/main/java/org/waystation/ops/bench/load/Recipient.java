package org.waystation.ops.bench.load;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.waystation.ops.bench.wire.Generator;
import org.waystation.ops.bench.wire.Line;
import org.waystation.ops.bench.wire.Site;
import org.waystation.protocol.frame.ChannelProof;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;

/**
 * The owner of one mailbox, connected to its relay: takes what is delivered and acknowledges it, many with one frame.
 * Confined to its line's event loop, but where a method says otherwise.
 */
public final class Recipient implements Line.User {
    private static final long ACKNOWLEDGE = 1L << 38;

    /** With the relay's window of 64 it goes on delivering while an acknowledgement is being written. */
    private static final int MOST_ACKNOWLEDGEMENTS = 2;

    private final Generator generator;
    private final Line line;
    private final ChannelProof proof;
    private final Mailbox mailbox;
    private @Nullable Phase phase;
    private long lastSequence;
    private int unacknowledged;
    private int acknowledging;
    private int acknowledgements;

    private Recipient(Generator generator, Line.Opened opened, Mailbox mailbox) {
        this.generator = generator;
        this.line = opened.line();
        this.proof = opened.proof();
        this.mailbox = mailbox;
        line.use(this);
    }

    /** Connects; nothing is delivered before {@link #attach}. Any thread. */
    public static CompletableFuture<Recipient> connect(Generator generator, Site site, Mailbox mailbox) {
        return Line.open(generator, site).thenApply(opened -> new Recipient(generator, opened, mailbox));
    }

    /** Makes the mailbox, once ever. Any thread. */
    public CompletableFuture<Recipient> create() {
        return line.ask(mailbox.creation()).thenApply(done -> this);
    }

    /** Asks for what waits in the mailbox, and for what comes from now on. Any thread. */
    public CompletableFuture<Recipient> attach() {
        return line.ask(new ToRelay.Attach(mailbox.id(), proof.signAttach(mailbox.owner(), mailbox.id())))
                .thenApply(done -> this);
    }

    /** From now on what is delivered counts for this phase. Any thread. */
    public void begin(Phase next) {
        line.execute(() -> phase = next);
    }

    /** Ends the connection. Any thread. */
    public CompletableFuture<Void> leave() {
        return line.close();
    }

    @Override
    public void onFrame(long correlation, FromRelay message) {
        if (message instanceof FromRelay.Deliver delivery) {
            onDelivered(delivery);
        } else if (correlation == ACKNOWLEDGE) {
            onAcknowledged(message);
        } else if (message instanceof FromRelay.Detached) {
            generator.onTrouble("a relay has detached a mailbox that nobody else attached");
        }
    }

    private void onDelivered(FromRelay.Deliver delivery) {
        if (phase != null) {
            phase.onDelivered(delivery.envelope());
        }
        if (delivery.sequence() <= lastSequence) {
            generator.onTrouble("a relay has delivered out of order");
        }
        lastSequence = delivery.sequence();
        unacknowledged++;
    }

    private void onAcknowledged(FromRelay message) {
        if (!(message instanceof FromRelay.Done)) {
            generator.onTrouble("a relay has refused an acknowledgement");
        }
        acknowledgements--;
        // All of the acknowledgements under way count when the last is done.
        if (acknowledgements == 0) {
            if (phase != null) {
                phase.tally().onAcknowledged(acknowledging);
            }
            acknowledging = 0;
        }
    }

    @Override
    public void onPause() {
        if (unacknowledged > 0 && acknowledgements < MOST_ACKNOWLEDGEMENTS) {
            acknowledging += unacknowledged;
            unacknowledged = 0;
            acknowledgements++;
            line.post(ACKNOWLEDGE, new ToRelay.Acknowledge(mailbox.id(), lastSequence));
            line.flush();
        }
    }
}
