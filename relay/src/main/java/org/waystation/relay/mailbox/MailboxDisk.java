package org.waystation.relay.mailbox;

import org.waystation.federation.store.DiskShare;
import org.waystation.protocol.crypto.Digest;
import org.waystation.protocol.limits.Limits;

/** What mailboxes take of a disk at most; the rows are those of the package's description. */
public final class MailboxDisk {
    private static final int DUE_BYTES = Long.BYTES + 1;
    private static final int PLACE_BYTES = MailboxKey.LENGTH_BYTES + Long.BYTES;
    private static final int PREKEY_KEY_BYTES = MailboxKey.LENGTH_BYTES + 1 + Long.BYTES;

    private MailboxDisk() {}

    /** An envelope that waits. */
    static DiskShare ofEnvelope(long contentBytes) {
        return new DiskShare(2, PLACE_BYTES + EnvelopeRows.HEAD_BYTES + contentBytes + DUE_BYTES + PLACE_BYTES);
    }

    /** What an envelope leaves behind for as long as it may be carried here once more, at most {@link Limits#MAX_LIFETIME}. */
    public static DiskShare ofMark() {
        return new DiskShare(2, Mailboxes.SEEN_BYTES + DUE_BYTES + Mailboxes.SEEN_BYTES);
    }

    /** Prekeys that were handed out, for as long. */
    public static DiskShare ofIntroduction() {
        return new DiskShare(2, Digest.BYTES + Limits.LONG_ANSWER_BYTES + DUE_BYTES + Digest.BYTES);
    }

    /** One mailbox that is full, with a full stock of prekeys. */
    public static DiskShare ofMailbox(MailboxLimits limits) {
        return new DiskShare(1, MailboxKey.LENGTH_BYTES + MailboxRows.ROW_BYTES)
                .plus(ofEnvelope(0).times(limits.maxEnvelopes()))
                .plus(new DiskShare(0, limits.maxBytes()))
                .plus(ofPrekeys(limits.maxOneTimePrekeys()));
    }

    private static DiskShare ofPrekeys(int oneTime) {
        DiskShare standing = new DiskShare(1, PREKEY_KEY_BYTES + Limits.MAX_STANDING_PREKEYS_BYTES);
        DiskShare publication = new DiskShare(1, PREKEY_KEY_BYTES + Long.BYTES);
        DiskShare pair =
                new DiskShare(2, 2 * PREKEY_KEY_BYTES + Limits.MAX_CURVE_PREKEY_BYTES + Limits.MAX_KEM_PREKEY_BYTES);
        return standing.plus(publication).plus(pair.times(oneTime));
    }
}
