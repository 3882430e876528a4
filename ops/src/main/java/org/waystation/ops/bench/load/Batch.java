package org.waystation.ops.bench.load;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.sealed.ReplyKey;
import org.waystation.protocol.sealed.SealedRequest;

/**
 * Requests that were sealed beforehand, numbered from 0. Envelope and submission of a message have the same id.
 *
 * <p>Each message is taken by one thread at a time; handing over is the callers' doing.
 */
public final class Batch {
    private final RelayId destination;
    private final long expiresAt;
    private final Tags tags;
    private final @Nullable Bytes[] requests;
    private final ReplyKey[] replyKeys;
    private final Purse purse;
    private final BitSet tickets = new BitSet();

    /** A message, sealed with a ticket or without. */
    record Sealed(SealedRequest.ForSending sealed, boolean withTicket) {}

    /** @param expiresAt Unix seconds */
    Batch(RelayId destination, long expiresAt, Tags tags, Sealed[] sealed, Purse purse) {
        this.destination = destination;
        this.expiresAt = expiresAt;
        this.tags = tags;
        this.purse = purse;
        this.requests = new Bytes[sealed.length];
        this.replyKeys = new ReplyKey[sealed.length];
        for (int i = 0; i < sealed.length; i++) {
            requests[i] = sealed[i].sealed().request();
            replyKeys[i] = sealed[i].sealed().replyKey();
            tickets.set(i, sealed[i].withTicket());
        }
    }

    public int size() {
        return replyKeys.length;
    }

    /** The question that submits a message. Once only: the request is not kept, so that memory falls as the load goes on. */
    ToRelay.Submit submit(int number) {
        Bytes request = requests[number];
        if (request == null) {
            throw new IllegalStateException("message " + number + " was submitted before");
        }
        requests[number] = null;
        return new ToRelay.Submit(new SubmissionId(tags.of(number)), destination, Lane.MESSAGE, expiresAt, request);
    }

    /** Whether the message spares its relay the decapsulation. */
    boolean hasTicket(int number) {
        return tickets.get(number);
    }

    ReplyKey replyKey(int number) {
        return replyKeys[number];
    }

    Purse purse() {
        return purse;
    }

    /** The message of a submission, or {@link Tags#FOREIGN}. */
    int numberOf(SubmissionId submission) {
        return numberOf(submission.value());
    }

    /** The message of an envelope, or {@link Tags#FOREIGN}. */
    int numberOf(EnvelopeId envelope) {
        return numberOf(envelope.value());
    }

    private int numberOf(Bytes tag) {
        int number = tags.numberOf(tag);
        return number < size() ? number : Tags.FOREIGN;
    }
}
