package org.waystation.ops.netcheck;

import java.time.Instant;
import java.util.Optional;
import org.waystation.federation.roster.Partner;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.card.Tombstone;

/**
 * A relay to look at.
 *
 * @param card as it is on file here
 * @param own whether it is the operator's own
 * @param aside why there is nothing to look at; empty if there is
 */
record Site(RelayCard card, boolean own, Optional<Finding> aside) {
    private static final String STANDING = "standing";

    static Site own(RelayCard card) {
        return new Site(card, true, Optional.empty());
    }

    /** A partner that has closed for good, or is held back here, is left alone. */
    static Site partner(Partner partner, Instant now) {
        return new Site(partner.card(), false, partner.objectionAt(now).map(code -> aside(partner, now)));
    }

    private static Finding aside(Partner partner, Instant now) {
        String name = partner.card().name();
        if (!partner.card().isGoneAt(now)) {
            return Finding.warning(
                    STANDING,
                    "is " + partner.standing().word() + " here: nothing goes either way, and nobody looked",
                    "when that is over, run: waystation relay partner resume " + name);
        }
        String successor = partner.card()
                .tombstone()
                .flatMap(Tombstone::successor)
                .map(each -> "; it recommends " + each.name())
                .orElse("");
        return Finding.warning(
                STANDING,
                "has been closed for good" + successor,
                "when no member writes there any more, run: waystation relay partner remove " + name);
    }

    String name() {
        return card.name();
    }

    /** How to come to a card that is right. */
    String newCard() {
        return own
                ? "start the relay again, and give partners its new card"
                : "let the two relays connect, which exchanges cards; or ask the operator of " + name()
                        + " for the newest card and run: waystation relay partner add";
    }
}
