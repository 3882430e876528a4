package org.waystation.relay.mailbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.waystation.federation.store.Transaction;
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
    /** Identity of the transaction that removes; not the transaction, since that holds all that its turn has written. */
    private @Nullable Object removingIn;

    private long removingThrough;
    private long doubtfulThrough;

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

    /**
     * There may be envelopes on the disk that memory has not heard of, so nothing is pushed until a scan has found them; and some
     * that memory knows may be gone.
     */
    void doubt() {
        live = false;
        catchingUp = true;
        doubtfulThrough = sentThrough;
    }

    /** Whether it has to be looked up if an envelope that was sent is still there. */
    boolean doubts(Held envelope) {
        return envelope.sequence() <= doubtfulThrough;
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
        if (!recipient.hasRoom()) {
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

    /**
     * The envelopes up to a sequence number, all of which were sent on this connection, for a transaction to remove. Each is
     * given to one transaction once, since what it removes is known to this attachment only when it is durable.
     */
    List<Held> takeUpTo(long sequence, Transaction tx) {
        long taken = isRemovingIn(tx) ? removingThrough : 0;
        removingIn = tx.identity();
        removingThrough = Math.max(taken, sequence);
        return unacknowledged.stream()
                .dropWhile(each -> each.sequence() <= taken)
                .takeWhile(each -> each.sequence() <= sequence)
                .toList();
    }

    /** The mailbox is deleted by a transaction: there is nothing more to take from it. */
    void endIn(Transaction tx) {
        removingIn = tx.identity();
        removingThrough = Long.MAX_VALUE;
    }

    boolean isEndingIn(Transaction tx) {
        return isRemovingIn(tx) && removingThrough == Long.MAX_VALUE;
    }

    private boolean isRemovingIn(Transaction tx) {
        return removingIn == tx.identity();
    }

    void acknowledged(long sequence) {
        while (!unacknowledged.isEmpty() && unacknowledged.element().sequence() <= sequence) {
            recipient.acknowledged(unacknowledged.remove().contentBytes());
        }
    }

    /** An envelope is deleted by somebody else. */
    void expired(long sequence) {
        unacknowledged.removeIf(each -> {
            boolean gone = each.sequence() == sequence;
            if (gone) {
                recipient.acknowledged(each.contentBytes());
            }
            return gone;
        });
    }

    void end() {
        unacknowledged.forEach(each -> recipient.acknowledged(each.contentBytes()));
        unacknowledged.clear();
    }
}
