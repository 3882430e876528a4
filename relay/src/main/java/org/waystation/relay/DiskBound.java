package org.waystation.relay;

import java.time.Duration;
import org.waystation.federation.link.Dialler;
import org.waystation.federation.outbox.OutboxDisk;
import org.waystation.federation.store.DiskShare;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.limits.SizeClass;
import org.waystation.relay.admission.Members;
import org.waystation.relay.mailbox.MailboxDisk;
import org.waystation.relay.store.StoreDirectory;

/**
 * How large a relay's store can grow, as arithmetic over its limits. Bytes in files.
 *
 * @param mailbox one that is full
 * @param member one with all the mailboxes it may have
 * @param partner one for which all waits that may
 * @param dailyMessage what one message each day leaves behind: the mark by which a repeat is known, and the outcome until it is
 *     collected
 * @param dailyIntroduction what one stranger each day leaves behind, who is handed prekeys
 * @param fixed logs, whatever is stored
 */
public record DiskBound(
        long mailbox, long member, long partner, long dailyMessage, long dailyIntroduction, long fixed) {

    public static DiskBound of(RelayLimits limits) {
        DiskShare mailbox = MailboxDisk.ofMailbox(limits.mailbox());
        DiskShare outcome = OutboxDisk.ofOutcome(SizeClass.MEDIUM.replyBytes());
        long kept = days(limits.outbox().keepOutcome());
        long remembered = days(Limits.MAX_LIFETIME);
        return new DiskBound(
                bytes(mailbox),
                bytes(Members.diskShare().plus(mailbox.times(limits.maxMailboxesPerMember()))),
                bytes(OutboxDisk.ofPartner(limits.outbox()).plus(Dialler.diskShare())),
                bytes(MailboxDisk.ofMark().times(remembered).plus(outcome.times(kept))),
                bytes(MailboxDisk.ofIntroduction().times(remembered)),
                StoreDirectory.fixedBytesOnDisk());
    }

    /**
     * All together.
     *
     * @throws ArithmeticException if no disk is that large
     */
    public long total(long members, long partners, long dailyMessages, long dailyIntroductions) {
        return fixed
                + Math.multiplyExact(member, members)
                + Math.multiplyExact(partner, partners)
                + Math.multiplyExact(dailyMessage, dailyMessages)
                + Math.multiplyExact(dailyIntroduction, dailyIntroductions);
    }

    private static long bytes(DiskShare share) {
        return StoreDirectory.bytesOnDisk(share);
    }

    /** Rounded up, and one more: expiry times are coarse. */
    private static long days(Duration time) {
        return time.toDays() + 2;
    }
}
