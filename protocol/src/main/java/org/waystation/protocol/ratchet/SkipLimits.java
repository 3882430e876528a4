package org.waystation.protocol.ratchet;

/** How much a peer can make us compute and keep by leaving out messages. */
final class SkipLimits {
    /** Messages left out at once in one chain; more and the message is unreadable. */
    static final int MAX_SKIP = 1_000;

    /** Keys of missing messages kept in all; beyond it the oldest are forgotten. */
    static final int MAX_SKIPPED_KEYS = 2_000;

    /** Days of a session ({@link Age}) that the key of a missing message is kept: half as long again as one may be under way. */
    static final int MAX_SKIPPED_DAYS = 45;

    /** Chains that the peer has left and whose stragglers can still be read; each costs one attempt per unknown message. */
    static final int MAX_ENDED_CHAINS = 32;

    private SkipLimits() {}
}
