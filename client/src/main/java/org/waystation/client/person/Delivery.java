package org.waystation.client.person;

import java.util.Locale;

/** How far a text has come. Only ever moves on; see {@link #mayBecome}. */
public enum Delivery {
    /** Committed in the vault, not yet taken by our relay. */
    WAITING_HERE(1, "waiting here", 0),
    /** Our relay has it on disk. */
    AT_YOUR_RELAY(2, "at your relay", 1),
    /** The other relay has it on disk. */
    AT_THEIR_RELAY(3, "at their relay", 2),
    /** It was not taken in time. */
    EXPIRED(4, "expired", 3),
    /** It was refused for good. */
    REFUSED(5, "refused", 3),
    /** The other person's device says that it has it. */
    ON_THEIR_DEVICE(6, "on their device", 4),
    /** The other person has been shown it. */
    READ(7, "read", 5);

    private static final int SETTLED_BY_RELAYS = 2;

    private final int number;
    private final String words;
    private final int rank;

    Delivery(int number, String words, int rank) {
        this.number = number;
        this.words = words;
        this.rank = rank;
    }

    /** For the vault. */
    public int number() {
        return number;
    }

    public static Delivery ofNumber(int number) {
        for (Delivery each : values()) {
            if (each.number == number) {
                return each;
            }
        }
        throw new IllegalStateException("the vault holds a delivery state of a newer version");
    }

    /** For a person. */
    public String words() {
        return words;
    }

    /** For a program; stable. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether this is a step forward. What a device has said outranks what relays say: a text that seemed lost may have
     * arrived after all. What the other relay once took is not refused any more.
     */
    public boolean mayBecome(Delivery next) {
        boolean failsLate = rank == SETTLED_BY_RELAYS && (next == EXPIRED || next == REFUSED);
        return next.rank > rank && !failsLate;
    }

    /** Whether the relays have nothing more to say about it. */
    public boolean isSettledByRelays() {
        return rank >= SETTLED_BY_RELAYS;
    }
}
