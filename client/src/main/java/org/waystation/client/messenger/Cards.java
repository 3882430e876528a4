package org.waystation.client.messenger;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.waystation.protocol.card.CardRefused;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;

/** Cards of the relays that we write to: kept in the vault, fetched through our relay, verified here. */
final class Cards {
    private static final Duration FOR_OPERATORS = Duration.ofMinutes(10);

    /** Learns that the card of a relay cannot be had, and says whether the contact waits for it all the same. */
    interface OnMissing {
        boolean missing(Turn turn, long contact, FaultNumber fault, boolean distrusted);
    }

    private final OnMissing onMissing;

    Cards(OnMissing onMissing) {
        this.onMissing = onMissing;
    }

    static Optional<RelayCard> stored(Turn turn, RelayId relay) {
        return turn.rows().card(relay).map(encoded -> {
            try {
                return SignedCard.verify(encoded).card();
            } catch (CardRefused e) {
                throw new IllegalStateException("only verified cards are stored", e);
            }
        });
    }

    /** The card, if requests can be sealed to it now. If not, it is asked for and the contact touched when it comes. */
    Optional<RelayCard> usable(Turn turn, RelayId relay, long contact) {
        Optional<RelayCard> card =
                stored(turn, relay).filter(each -> each.routingKeyAt(turn.now()).isPresent());
        if (card.isEmpty()) {
            fetch(turn, relay, contact);
        }
        return card;
    }

    /**
     * Asks for a newer card although there is one. Not while the answer is awaited already, nor while a refusal is given time
     * to pass: then the contact waits with the others.
     */
    void fetch(Turn turn, RelayId relay, long contact) {
        if (turn.channel().isReady() && turn.channel().awaitCard(relay, contact)) {
            ask(turn, relay);
        }
    }

    private void ask(Turn turn, RelayId relay) {
        turn.ask(new ToRelay.GetCard(relay), new CardAnswer(relay));
    }

    private final class CardAnswer implements Answer {
        private final RelayId relay;

        CardAnswer(RelayId relay) {
            this.relay = relay;
        }

        @Override
        public void onCard(Turn turn, Bytes encoded) {
            if (take(turn, encoded)) {
                turn.channel().takeWaitingForCard(relay).forEach(turn::touch);
            } else {
                giveUp(turn, FaultNumber.of(FaultCode.REJECTED), true);
            }
        }

        private boolean take(Turn turn, Bytes encoded) {
            try {
                RelayCard card = SignedCard.verify(encoded).card();
                boolean acceptable = card.relay().equals(relay)
                        && !card.isExpiredAt(turn.now())
                        && card.routingKeyAt(turn.now()).isPresent()
                        && stored(turn, relay)
                                .filter(known -> known.sequence() > card.sequence())
                                .isEmpty();
                if (acceptable) {
                    turn.rows().putCard(relay, encoded);
                }
                return acceptable;
            } catch (CardRefused e) {
                return false;
            }
        }

        @Override
        public void onRefused(Turn turn, FaultNumber fault, Duration retryAfter) {
            Set<Long> waiting = giveUp(turn, fault, false);
            // An operator may add the relay, or put it back, while we are here.
            boolean forOperators = fault.is(FaultCode.UNKNOWN_RELAY);
            if (waiting.isEmpty() || !(forOperators || fault.mayPass())) {
                return;
            }
            waiting.forEach(contact -> turn.channel().awaitCard(relay, contact));
            if (forOperators) {
                turn.channel().tryAgain(turn.now(), FOR_OPERATORS, next -> ask(next, relay));
            } else {
                turn.tryAgain(fault, retryAfter, next -> ask(next, relay));
            }
        }

        /** Those who wait for it all the same, in the order of asking. */
        private Set<Long> giveUp(Turn turn, FaultNumber fault, boolean distrusted) {
            return turn.channel().takeWaitingForCard(relay).stream()
                    .filter(contact -> onMissing.missing(turn, contact, fault, distrusted))
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }
    }
}
