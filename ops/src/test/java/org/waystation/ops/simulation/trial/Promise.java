package org.waystation.ops.simulation.trial;

/** What must hold in every world, and the promise to people that it guards. */
public enum Promise {
    NOTHING_ACKNOWLEDGED_IS_LOST(
            "a text that a relay has taken reaches its reader, or its writer is told that it did not"),
    SHOWN_ONCE("no text is shown twice"),
    SHOWN_AS_WRITTEN("what is shown was written by that contact, to this person, in these words"),
    IN_ORDER("texts of a conversation are shown in the order in which they were written"),
    STATUS_NEVER_MOVES_BACK("what a writer has been told of a text stays true"),
    STATUS_IS_TRUE("a text is called delivered or read only if it was"),
    RELAYS_STAY_BLIND("a relay and its disk see no text, no identity, and no mailbox that is not their own"),
    PREKEYS_GO_OUT_ONCE("a one-time prekey that a relay has handed out or dropped is never in its stock again"),
    EXPIRED_IS_GONE("what has expired is on no disk"),
    BOUNDS_HOLD("every queue, quota and table stays within its bound"),
    BOOKS_BALANCE("what a store counts is what it holds"),
    DELIVERED_WHEN_FAULTS_STOP("once nothing fails any more, everything that can be delivered is, in the time stated"),
    NO_MISTAKE_OF_OURS("no part of the program trips over itself");

    private final String words;

    Promise(String words) {
        this.words = words;
    }

    /** For a person. */
    public String words() {
        return words;
    }
}
