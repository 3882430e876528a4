package org.waystation.relay.ping;

/** How a ping ended. */
public enum PingEnd {
    /** The partner opened the request and answered inside it that there is no such mailbox: the whole way works. */
    WELL,
    /** No partner has this name or fingerprint. */
    UNKNOWN_PARTNER,
    /** Several partners call themselves so. */
    AMBIGUOUS,
    /** As many pings as may be are under way. */
    TOO_MANY,
    /** The partner's card here names no routing key that is valid now. */
    NO_ROUTING_KEY,
    /** This relay did not take the request; the fault says why. */
    NOT_TAKEN,
    /** No answer came in time; a fault says for what reason the partner puts requests off, if it does. */
    NO_ANSWER,
    /** The partner refused the request without having opened it; the fault says why. */
    REFUSED,
    /** The partner opened it and answered inside, but not what was expected; a fault says what, if it is one. */
    OTHER_ANSWER,
    /** What came back was not sealed by whoever holds the routing key. */
    FOREIGN_ANSWER,
    /** This relay's own store does not answer. */
    STUCK
}
