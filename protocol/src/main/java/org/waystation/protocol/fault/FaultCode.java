package org.waystation.protocol.fault;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Everything that can be refused, in one table: the number on the wire, whose fault it is, whether trying again can help,
 * and what happened in words. Numbers are never reused.
 */
public enum FaultCode {
    MALFORMED(1, Blame.ASKER, Retry.NEVER, "the bytes are not a valid message"),
    UNKNOWN_FRAME(2, Blame.ASKER, Retry.NEVER, "this kind of frame is not known here"),
    VERSION_MISMATCH(3, Blame.NOBODY, Retry.AFTER_CHANGE, "no common protocol version; one side must be updated"),
    NOT_LOGGED_IN(4, Blame.ASKER, Retry.AFTER_CHANGE, "this needs a member's login first"),
    REJECTED(5, Blame.ASKER, Retry.NEVER, "the signature or token was not accepted"),
    OVERSIZED(6, Blame.ASKER, Retry.NEVER, "larger than this relay accepts"),
    OUT_OF_PLACE(7, Blame.ASKER, Retry.NEVER, "not allowed at this point of the conversation"),
    INTERNAL(8, Blame.ANSWERER, Retry.LATER, "the relay made a mistake of its own"),
    SHUTTING_DOWN(9, Blame.ANSWERER, Retry.LATER, "the relay is stopping"),
    BUSY(10, Blame.ANSWERER, Retry.LATER, "the relay is busy"),
    STORE_UNAVAILABLE(11, Blame.ANSWERER, Retry.LATER, "the relay cannot write to its disk"),
    RATE_LIMITED(12, Blame.ASKER, Retry.LATER, "too many requests in a short time"),

    VOUCHER_INVALID(20, Blame.ASKER, Retry.NEVER, "the voucher is not one of this relay's"),
    VOUCHER_USED(21, Blame.ASKER, Retry.NEVER, "the voucher has been used by somebody else"),
    VOUCHER_EXPIRED(22, Blame.ASKER, Retry.NEVER, "the voucher is too old"),

    UNKNOWN_MAILBOX(30, Blame.ASKER, Retry.NEVER, "no such mailbox, or the token does not open it"),
    MAILBOX_FULL(31, Blame.NOBODY, Retry.LATER, "the mailbox is full until its owner collects"),
    MAILBOX_TAKEN(32, Blame.ASKER, Retry.NEVER, "a mailbox of that id has another owner"),
    TOO_MANY_MAILBOXES(33, Blame.ASKER, Retry.AFTER_CHANGE, "this member has as many mailboxes as the relay allows"),
    NO_PREKEYS(34, Blame.NOBODY, Retry.LATER, "the person has not published keys yet"),
    NOT_DELIVERED(35, Blame.ASKER, Retry.NEVER, "an acknowledgement of something that was never delivered"),

    UNKNOWN_RELAY(40, Blame.NOBODY, Retry.AFTER_CHANGE, "that relay is not a partner of this one"),
    OUTBOX_FULL(41, Blame.NOBODY, Retry.LATER, "the queue for that relay is full"),
    EXPIRED(42, Blame.NOBODY, Retry.NEVER, "it could not be delivered before it expired"),
    UNDECIPHERABLE(43, Blame.ASKER, Retry.AFTER_CHANGE, "the sealed request does not open; the relay card may be old"),
    UNKNOWN_SUBMISSION(44, Blame.NOBODY, Retry.LATER, "the relay does not hold this submission"),
    LANE_REFUSED(45, Blame.ASKER, Retry.NEVER, "this lane needs a permission that was not shown"),
    LINK_REPLACED(46, Blame.NOBODY, Retry.NEVER, "another link of the same pair took over"),
    PARTNER_HELD(47, Blame.NOBODY, Retry.LATER, "its operator holds back all messages between the two relays for now"),
    RELAY_RETIRED(48, Blame.NOBODY, Retry.NEVER, "that relay has been closed for good"),
    PARTNER_QUARANTINED(
            49,
            Blame.NOBODY,
            Retry.LATER,
            "its operator holds back all messages for that relay, which may be in other hands");

    /** Whose doing a fault is. */
    public enum Blame {
        ASKER,
        ANSWERER,
        NOBODY
    }

    /** What a repeat can bring. */
    public enum Retry {
        /** The same request will always be refused. */
        NEVER,
        /** The same request may be accepted later. */
        LATER,
        /** Only after somebody has changed something. */
        AFTER_CHANGE
    }

    private static final Map<Integer, FaultCode> BY_NUMBER =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(FaultCode::number, Function.identity()));

    private final int number;
    private final Blame blame;
    private final Retry retry;
    private final String words;

    FaultCode(int number, Blame blame, Retry retry, String words) {
        this.number = number;
        this.blame = blame;
        this.retry = retry;
        this.words = words;
    }

    /** The code of a number on the wire; empty for one that a newer peer may know. */
    public static Optional<FaultCode> ofNumber(int number) {
        return Optional.ofNullable(BY_NUMBER.get(number));
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    public Blame blame() {
        return blame;
    }

    public Retry retry() {
        return retry;
    }

    /** What happened, as the middle of a sentence to a person. */
    public String words() {
        return words;
    }
}
