package org.waystation.ops.node;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the commands about partners do to a relay's roster, whether the relay runs or not. Every method fails with a
 * {@link CommandFailure} that says what to do.
 */
public interface PartnerFiles {
    /** What a partner's card says, its signature checked; nothing is changed. */
    PartnerLine inspect(String cardText);

    /**
     * The partner, by name, that has said with its own key that the relay of this card goes on in its place; nobody need compare
     * the fingerprint then. Empty if none has, or the one that has is held.
     */
    Optional<String> voucherOf(RelayDirectory directory, String cardText);

    /** Adds a partner, whose fingerprint must be this one; a later card of a known partner replaces the earlier. */
    PartnerLine add(RelayDirectory directory, String cardText, String fingerprint);

    /**
     * Puts the relay of a card, whose fingerprint must be this one, in the place of a partner whose key may be in other hands.
     *
     * @param was name or fingerprint of the partner that goes
     */
    PartnerLine replace(RelayDirectory directory, String was, String cardText, String fingerprint);

    List<PartnerLine> list(RelayDirectory directory);

    /** Fingerprints of the relays that are denied. */
    List<String> denied(RelayDirectory directory);

    /**
     * Changes how it stands with a partner.
     *
     * @param who its name or fingerprint
     * @return the partner's name, or its fingerprint if no more is known
     */
    String change(RelayDirectory directory, String who, PartnerChange change);

    /** What an operator can want with a partner. */
    enum PartnerChange {
        SUSPEND,
        QUARANTINE,
        RESUME,
        REMOVE,
        DENY,
        ALLOW
    }

    /** @param standing in one word: active, suspended, quarantined or closed */
    record PartnerLine(
            String name, String fingerprint, List<String> endpoints, Instant cardExpiresAt, String standing) {}
}
