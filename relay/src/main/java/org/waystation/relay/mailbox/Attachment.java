package org.waystation.relay.mailbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.id.MailboxId;

/**
 * A mailbox that is being delivered to a connection.
 *
 * <pre>
 *   CATCHING UP ──all that waited is sent──▶ LIVE ──no room for a push──▶ CATCHING UP
 * </pre>
 *
 * Confined to the store's thread. Holds at most a window of envelopes.
 */
final class Attachment {
    private final MailboxId mailbox;
    private final MailboxKey key;
    private final Recipient recipient;
    private final Deque<Held> unacknowledged = new ArrayDeque<>();
    private long sentThrough;
    private boolean live;
    private boolean saidCaughtUp;
    private boolean catchingUp;

    Attachment(MailboxId mailbox, MailboxKey key, Recipient recipient) {
        this.mailbox = mailbox;
        this.key = key;
        this.recipient = recipient;
    }

    MailboxId mailbox() {
        return mailbox;
    }

    MailboxKey key() {
        return key;
    }

    Recipient recipient() {
        return recipient;
    }

    long sentThrough() {
        return sentThrough;
    }

    boolean isLive() {
        return live;
    }

    /** There may be envelopes on the disk that memory has not heard of: nothing is pushed until a scan has found them. */
    void doubt() {
        live = false;
        catchingUp = true;
    }

    /** Whether there may be envelopes to send that nobody is about to read. */
    boolean needsCatchUp() {
        return !live && !catchingUp;
    }

    void catchUpStarted() {
        catchingUp = true;
    }

    void catchUpDone() {
        catchingUp = false;
    }

    /** Sends an envelope if it was not sent yet and there is room; whether it is sent now. */
    boolean offer(Envelope envelope) {
        if (envelope.sequence() <= sentThrough) {
            return true;
        }
        if (recipient.room() <= 0) {
            live = false;
            return false;
        }
        sentThrough = envelope.sequence();
        Held held = envelope.held();
        unacknowledged.add(held);
        recipient.sent(held.contentBytes());
        recipient.push(new FromRelay.Deliver(
                mailbox,
                envelope.sequence(),
                envelope.id(),
                envelope.arrivedAt().getEpochSecond(),
                envelope.content()));
        return true;
    }

    /** A scan found nothing more to send. */
    void reachedEnd() {
        live = true;
        if (!saidCaughtUp) {
            saidCaughtUp = true;
            recipient.push(new FromRelay.CaughtUp(mailbox));
        }
    }

    /** The envelopes up to a sequence number, all of which were sent on this connection. */
    List<Held> sentUpTo(long sequence) {
        return unacknowledged.stream()
                .takeWhile(each -> each.sequence() <= sequence)
                .toList();
    }

    void acknowledged(long sequence) {
        for (Held gone : sentUpTo(sequence)) {
            unacknowledged.remove(gone);
            recipient.acknowledged(gone.contentBytes());
        }
    }

    void end() {
        unacknowledged.forEach(each -> recipient.acknowledged(each.contentBytes()));
        unacknowledged.clear();
    }
}
