package org.waystation.client.person;

/** What came of taking a voucher. */
public sealed interface JoinResult {
    /** The voucher and fresh keys are in the vault; the next connection redeems it. */
    record Started() implements JoinResult {}

    /** This vault has a member already, of the relay of that name. */
    record AlreadyMember(String relayName) implements JoinResult {}
}
