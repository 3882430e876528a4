package org.waystation.federation.roster;

import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.id.RelayId;

/** A relay that this relay federates with, as its newest card describes it. */
public record Partner(SignedCard signed) {

    public RelayId id() {
        return signed.card().relay();
    }

    public RelayCard card() {
        return signed.card();
    }
}
