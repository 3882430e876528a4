package org.waystation.ops.simulation.trial;

/** What can go wrong in a simulated world. */
public enum FaultKind {
    // The network.
    DELAY("what is sent next on a connection, one way, is held up for a while"),
    SEGMENT_DROPPED("a piece of a connection is lost for good, which ends the connection"),
    SEGMENT_REPEATED("a piece of a connection comes twice, which TLS notices and ends the connection"),
    SEGMENT_REORDERED("two pieces of a connection change places, which TLS notices and ends the connection"),
    CONNECTION_LOST("a connection ends, and both ends notice"),
    HALF_OPEN("a connection carries nothing more, and neither end is told"),
    TRICKLE("a connection becomes very slow"),
    PARTITION("two relays cannot reach each other for a while"),
    CUT_OFF("a relay cannot be reached by anybody for a while"),

    // A relay's disk.
    WRITE_FAILED("a write fails, and nothing of it is on the disk"),
    WRITE_FAILED_BUT_KEPT("a write fails, and all the same it is on the disk"),
    READ_FAILED("the disk cannot be read for a moment"),
    DISK_FULL("the disk is full for a while"),
    DISK_SLOW("the disk is slow for a while"),
    TORN_WRITE("the relay dies in the middle of a write, which leaves nothing"),
    DEATH_AFTER_SYNC("the relay dies when a write is on the disk and nobody has been told"),

    // A relay's process.
    RELAY_CRASH("a relay's process dies and starts again"),
    POWER_CUT("a relay's machine loses power, and its connections hang"),

    // Clocks.
    CLOCK_JUMP("a clock jumps"),
    CLOCK_SKEW("a clock is wrong for a while"),

    // People and their devices.
    DEVICE_CRASH("a client's process dies and starts again"),
    DEATH_BEFORE_VAULT_SYNC("a client dies before its vault is written"),
    DEATH_AFTER_VAULT_SYNC("a client dies when its vault is written and nothing of it was done yet"),
    VAULT_FAILURE("a client's disk refuses a write"),
    PERSON_VANISHES("a person is gone for long"),

    // Operators.
    KEYS_ROTATED("an operator has the routing keys renewed"),
    PARTNER_SUSPENDED("an operator takes a partner off the roster for a while"),
    RELAY_RETIRED("a relay is switched off for good"),
    RESTORED_FROM_BACKUP("a relay comes back from an old backup"),

    // A hostile partner.
    REQUEST_REPLAYED("a hostile relay sends an old request again"),
    REQUESTS_REORDERED("a hostile relay sends requests in another order"),
    REQUEST_WITHHELD("a hostile relay swallows a request"),
    RESULT_WITHHELD("a hostile relay swallows a result"),
    RESULT_FORGED("a hostile relay makes a result up");

    private final String words;

    FaultKind(String words) {
        this.words = words;
    }

    /** For a person. */
    public String words() {
        return words;
    }
}
