package org.waystation.relay.mailbox;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.id.MailboxId;

/**
 * Brings envelopes to attached owners: first what waited, then a word that this was all, then each envelope as soon as it
 * is on disk. A mailbox is attached to one connection at a time; a new one takes over.
 *
 * <p>Confined to the store's thread. Bounded by connections and their windows.
 */
public final class Deliveries {
    private final Mailboxes mailboxes;
    private final Consumer<MailboxId> catchUpWanted;
    private final Map<MailboxId, Attachment> attachments = new HashMap<>();
    private final Map<MailboxKey, Attachment> byKey = new HashMap<>();
    private final Set<MailboxId> stalled = new LinkedHashSet<>();

    /** @param catchUpWanted is told to call {@link #catchUp} for a mailbox, in a transaction of its own */
    public Deliveries(Mailboxes mailboxes, Consumer<MailboxId> catchUpWanted) {
        this.mailboxes = mailboxes;
        this.catchUpWanted = catchUpWanted;
    }

    /** Starts delivery. The caller has checked that the connection speaks for the owner. */
    public void attach(MailboxId mailbox, Recipient recipient) {
        Attachment attachment = new Attachment(mailbox, mailboxes.key(mailbox), recipient);
        Attachment old = attachments.put(mailbox, attachment);
        byKey.put(attachment.key(), attachment);
        if (old != null) {
            release(old);
            if (old.recipient() != recipient) {
                old.recipient().push(new FromRelay.Detached(mailbox));
            }
        }
        recipient.attachments().add(attachment);
        wantCatchUp(attachment);
    }

    public boolean isAttached(MailboxId mailbox, Recipient recipient) {
        return find(mailbox, recipient).isPresent();
    }

    /** Sends what waits in a mailbox, as far as there is room. */
    public void catchUp(Transaction tx, MailboxId mailbox) {
        Attachment attachment = attachments.get(mailbox);
        if (attachment == null) {
            return;
        }
        if (attachment.isLive()) {
            attachment.catchUpDone();
            return;
        }
        Room room = attachment.recipient().room();
        Page page = mailboxes.after(tx, attachment.key(), attachment.sentThrough(), room);
        tx.afterCommit(() -> {
            if (attachments.get(mailbox) != attachment) {
                return;
            }
            // Room that was there at the scan may have gone to another mailbox of the same connection since.
            boolean allSent = page.envelopes().stream().allMatch(attachment::offer);
            if (allSent && !page.more()) {
                attachment.reachedEnd();
            }
            attachment.catchUpDone();
            onRoom(attachment.recipient());
        });
    }

    /** An envelope is durable. */
    public void onStored(MailboxId mailbox, Envelope envelope) {
        Attachment attachment = attachments.get(mailbox);
        if (attachment != null && attachment.isLive()) {
            attachment.offer(envelope);
        }
    }

    /**
     * Deletes what a connection has taken over for good.
     *
     * @return why not; empty if it is gone once the transaction is durable
     */
    public Optional<FaultCode> acknowledge(Transaction tx, MailboxId mailbox, long through, Recipient recipient) {
        Optional<Attachment> found = find(mailbox, recipient);
        if (found.isEmpty()
                || found.get().isEndingIn(tx)
                || through > found.get().sentThrough()) {
            return Optional.of(FaultCode.NOT_DELIVERED);
        }
        Attachment attachment = found.get();
        List<Held> taken = attachment.takeUpTo(through, tx).stream()
                .filter(each -> !attachment.doubts(each) || mailboxes.holds(tx, attachment.key(), each))
                .toList();
        mailboxes.removeThrough(tx, attachment.key(), through, taken);
        tx.afterCommit(() -> {
            attachment.acknowledged(through);
            onRoom(recipient);
        });
        return Optional.empty();
    }

    /** A mailbox is deleted by a transaction, which may go on: what was in it is not removed once more. */
    public void onDeleting(Transaction tx, MailboxId mailbox) {
        Attachment attachment = attachments.get(mailbox);
        if (attachment != null) {
            attachment.endIn(tx);
            tx.afterCommit(() -> end(mailbox, attachment));
        }
    }

    private void end(MailboxId mailbox, Attachment attachment) {
        if (attachments.remove(mailbox, attachment)) {
            byKey.remove(attachment.key(), attachment);
            release(attachment);
            attachment.recipient().push(new FromRelay.Detached(mailbox));
        }
    }

    /** An envelope is being deleted because it has expired. */
    public void onExpiring(MailboxKey mailbox, long sequence) {
        Attachment attachment = byKey.get(mailbox);
        if (attachment != null) {
            attachment.expired(sequence);
        }
    }

    /** A connection is gone. */
    public void onGone(Recipient recipient) {
        for (Attachment each : recipient.attachments()) {
            attachments.remove(each.mailbox(), each);
            byKey.remove(each.key(), each);
            each.end();
        }
        recipient.attachments().clear();
    }

    /** A transaction with {@link #catchUp} in it did not become durable: the next tick tries again. */
    public void onCatchUpFailed(MailboxId mailbox) {
        if (attachments.containsKey(mailbox)) {
            stalled.add(mailbox);
        }
    }

    /** A write has failed and may be on the disk all the same: what is live catches up at the next tick. */
    public void onDoubt() {
        attachments.forEach((mailbox, attachment) -> {
            attachment.doubt();
            stalled.add(mailbox);
        });
    }

    /** To be called about every second. */
    public void onTick() {
        List<MailboxId> again = List.copyOf(stalled);
        stalled.clear();
        again.forEach(catchUpWanted);
    }

    /** Mailboxes that are attached now. */
    public int attached() {
        return attachments.size();
    }

    private void release(Attachment attachment) {
        attachment.end();
        attachment.recipient().attachments().remove(attachment);
        onRoom(attachment.recipient());
    }

    /**
     * A connection has room: the mailbox of it that has waited longest gets its turn, and after it the next, as long as
     * there is room. One at a time, so that an acknowledgement costs one scan however many mailboxes are attached.
     */
    private void onRoom(Recipient recipient) {
        if (recipient.hasRoom()) {
            recipient.attachments().stream()
                    .filter(Attachment::needsCatchUp)
                    .findFirst()
                    .ifPresent(this::wantCatchUp);
        }
    }

    private void wantCatchUp(Attachment attachment) {
        attachment.catchUpStarted();
        // To the end of the line of its connection's mailboxes.
        attachment.recipient().attachments().remove(attachment);
        attachment.recipient().attachments().add(attachment);
        catchUpWanted.accept(attachment.mailbox());
    }

    private Optional<Attachment> find(MailboxId mailbox, Recipient recipient) {
        return Optional.ofNullable(attachments.get(mailbox)).filter(each -> each.recipient() == recipient);
    }
}
