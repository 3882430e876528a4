package org.waystation.ops.netcheck;

import org.waystation.protocol.card.RelayCard;

/**
 * A relay to look at.
 *
 * @param card as it is on file here
 * @param own whether it is the operator's own
 */
record Site(RelayCard card, boolean own) {
    String name() {
        return card.name();
    }

    /** How to come to a card that is right. */
    String newCard() {
        return own
                ? "start the relay again, and give partners its new card"
                : "ask the operator of " + name() + " for the newest card and run: waystation relay partner add";
    }
}
