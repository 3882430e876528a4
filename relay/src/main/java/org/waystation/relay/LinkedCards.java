package org.waystation.relay;

import org.waystation.protocol.card.SignedCard;

/** What links show of this relay and learn of others. */
record LinkedCards(OwnIdentity own, RosterWatch roster) implements LinkDesk.Cards {
    @Override
    public SignedCard card() {
        return own.card();
    }

    @Override
    public void learn(SignedCard card) {
        roster.learn(card);
    }
}
