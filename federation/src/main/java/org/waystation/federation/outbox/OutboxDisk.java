package org.waystation.federation.outbox;

import org.waystation.federation.store.DiskShare;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SubmissionId;

/** What an outbox takes of a disk at most; the rows are those of the package's description. */
public final class OutboxDisk {
    private static final int PLACE_BYTES = RelayId.LENGTH_BYTES + 1 + Long.BYTES;
    private static final int WAITING_BYTES = PLACE_BYTES + SubmissionId.LENGTH_BYTES + Long.BYTES;
    private static final int HEAD_BYTES = RelayId.LENGTH_BYTES + 3 * Long.BYTES;
    private static final int KNOWN_BYTES = SubmissionId.LENGTH_BYTES + 1 + Long.BYTES;
    private static final int DUE_BYTES = Long.BYTES + SubmissionId.LENGTH_BYTES;

    private OutboxDisk() {}

    /** A request that waits. */
    static DiskShare ofRequest(long requestBytes) {
        return new DiskShare(3, WAITING_BYTES + requestBytes + KNOWN_BYTES + PLACE_BYTES + DUE_BYTES);
    }

    /** An outcome, until its client has collected it or {@link OutboxLimits#keepOutcome} is over. */
    public static DiskShare ofOutcome(long replyBytes) {
        return new DiskShare(2, KNOWN_BYTES + replyBytes + DUE_BYTES);
    }

    /** Everything that can wait for one partner. */
    public static DiskShare ofPartner(OutboxLimits limits) {
        return new DiskShare(1, HEAD_BYTES)
                .plus(ofRequest(0).times(limits.maxRequests()))
                .plus(new DiskShare(0, limits.maxBytes()));
    }
}
