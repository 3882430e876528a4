package org.waystation.relay.store;

/** The moment of a commit at which a relay's process ends, without a word and without a chance to clean up. */
public enum CrashPoint {
    BEFORE_WRITE,
    /** The rows are with the operating system, and nobody has asked it to put them on the disk. */
    AFTER_WRITE_BEFORE_SYNC,
    /** The rows are durable; nobody has been told yet. */
    AFTER_SYNC,
    /** Like after the write and before the sync, but the power fails too: of what was not synced, some or nothing is left. */
    POWER_CUT,
    /** No commit's moment: killed from outside, wherever the process is. */
    ANY_MOMENT,
    /** No moment at all. */
    NEVER
}
